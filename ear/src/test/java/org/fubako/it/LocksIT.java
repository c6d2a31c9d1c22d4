package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Locks that people take, and those of programs: the same, and against one another. Carol administers the space. */
@ExtendWith(SharedFubako.class)
class LocksIT {

    private static final String ALICE = "alice@demo";
    private static final String BOB = "bob@demo";
    private static final String CAROL = "carol@demo";
    private static final String HOME = "/common/locks";
    private static final String DOCUMENT = HOME + "/plan.txt";
    private static final String LOCKS = "/api/v1/locks" + DOCUMENT;
    private static final String LOCK = "<D:lockinfo xmlns:D=\"DAV:\"><D:lockscope><D:exclusive/></D:lockscope>"
            + "<D:locktype><D:write/></D:locktype></D:lockinfo>";
    private static final Pattern TOKEN = Pattern.compile("<(opaquelocktoken:[0-9a-f-]{36})>");

    private final Fubako fubako;

    LocksIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void make() throws Exception {
        expect(201, ALICE, "MKCOL", "/dav" + HOME, "");
        expect(201, ALICE, "PUT", "/dav" + DOCUMENT, "plan");
    }

    @AfterEach
    void clear() throws Exception {
        fubako.execute("DELETE FROM node_lock");
        expect(204, ALICE, "DELETE", "/dav" + HOME, "");
    }

    private HttpResponse<String> expect(
            int status, String account, String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> answer = fubako.call(account, method, path, body, headers);
        assertThat(answer.statusCode())
                .as("%s %s %s: %s", account, method, path, answer.body())
                .isEqualTo(status);
        return answer;
    }

    private String lockByProgram(String account, int status) throws Exception {
        HttpResponse<String> answer =
                expect(status, account, "LOCK", "/dav" + DOCUMENT, LOCK, "Content-Type", "application/xml");
        Matcher token = TOKEN.matcher(answer.headers().firstValue("Lock-Token").orElse(""));
        return token.find() ? token.group(1) : "";
    }

    @Test
    void p09WhoeverHoldsALockWorksOnAndNobodyElse() throws Exception {
        assertThat(expect(201, ALICE, "POST", LOCKS, "").body())
                .contains("\"account\":\"alice\"", "\"path\":\"" + DOCUMENT + "\"");

        assertThat(expect(200, BOB, "GET", LOCKS, "").body()).contains("\"alice\"");
        assertThat(expect(207, BOB, "PROPFIND", "/dav" + DOCUMENT, "", "Depth", "0")
                        .body())
                .contains("<D:activelock>", "<D:exclusive/>");
        String elsewhere = fubako.uri("/dav/private/taken.txt").toString();
        expect(423, BOB, "PUT", "/dav" + DOCUMENT, "x");
        expect(423, BOB, "PUT", "/api/v1/files" + DOCUMENT, "x");
        expect(423, BOB, "DELETE", "/api/v1/files" + DOCUMENT, "");
        expect(423, BOB, "MOVE", "/dav" + DOCUMENT, "", "Destination", elsewhere);
        expect(423, BOB, "DELETE", "/dav" + HOME, "");
        expect(423, BOB, "POST", LOCKS, "");
        expect(423, CAROL, "PUT", "/dav" + DOCUMENT, "x");
        expect(204, ALICE, "PUT", "/dav" + DOCUMENT, "changed by dav");
        expect(204, ALICE, "PUT", "/api/v1/files" + DOCUMENT, "changed by api");
        expect(201, ALICE, "POST", LOCKS, "");

        expect(204, ALICE, "DELETE", LOCKS, "");
        assertThat(expect(200, ALICE, "GET", LOCKS, "").body()).isEqualTo("[]");
        expect(409, ALICE, "DELETE", LOCKS, "");
        expect(204, BOB, "PUT", "/dav" + DOCUMENT, "bob");
    }

    @Test
    void p09TheLockOfAProgramIsThatOfAPersonToo() throws Exception {
        String token = lockByProgram(ALICE, 200);

        expect(423, BOB, "POST", LOCKS, "");
        expect(423, ALICE, "POST", LOCKS, "");
        expect(423, ALICE, "PUT", "/api/v1/files" + DOCUMENT, "without the token");
        expect(204, ALICE, "PUT", "/dav" + DOCUMENT, "x", "If", "(<" + token + ">)");
        expect(204, ALICE, "DELETE", LOCKS, "");
        expect(412, ALICE, "PUT", "/dav" + DOCUMENT, "x", "If", "(<" + token + ">)");
        expect(201, ALICE, "POST", LOCKS, "");
        assertThat(lockByProgram(ALICE, 200)).isNotEmpty();
        assertThat(lockByProgram(BOB, 423)).isEmpty();
    }

    @Test
    void p09OnlyWhoAdministersTheSpaceBreaksTheLockOfAnotherAndTheLogSaysWhose() throws Exception {
        expect(201, ALICE, "POST", LOCKS, "");

        expect(403, BOB, "DELETE", LOCKS, "");
        expect(423, BOB, "PUT", "/dav" + DOCUMENT, "x");
        expect(204, CAROL, "DELETE", LOCKS, "");
        expect(204, BOB, "PUT", "/dav" + DOCUMENT, "x");

        List<String> lines = new LogReader(fubako, CAROL).about(DOCUMENT);
        assertThat(lines)
                .contains(
                        "alice api LOCK " + DOCUMENT + " 0 ok",
                        "bob api UNLOCK " + DOCUMENT + " 0 refused",
                        "carol api UNLOCK " + DOCUMENT + " -> alice 0 ok");
    }

    @Test
    void p09WhatCannotBeLockedIsSaid() throws Exception {
        expect(404, ALICE, "POST", "/api/v1/locks" + HOME + "/none.txt", "");
        expect(409, ALICE, "POST", "/api/v1/locks" + HOME, "");
        expect(404, "dave@other", "POST", LOCKS, "");
        expect(404, "dave@other", "GET", LOCKS, "");
        expect(404, "dave@other", "DELETE", LOCKS, "");
        expect(400, ALICE, "POST", LOCKS + "?x=1", "");
        expect(
                200,
                CAROL,
                "PUT",
                "/api/v1/rights" + HOME,
                "{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"read-only\"},"
                        + "{\"kind\":\"account\",\"principal\":\"alice\",\"mode\":\"read-write\"}]}",
                "Content-Type",
                "application/json");
        expect(403, BOB, "POST", LOCKS, "");
        assertThat(expect(200, ALICE, "GET", LOCKS, "").body()).isEqualTo("[]");
    }
}
