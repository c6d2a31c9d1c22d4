package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A listing costs the database the same number of statements, whatever the folder holds. */
@ExtendWith(SharedFubako.class)
class ListingIT {

    private static final String ALICE = "alice@demo";
    private static final String CAROL = "carol@demo";
    private static final int SMALL = 10;
    private static final int LARGE = 1_000;
    private static final int AT_ONCE = 16;

    /** What the server does by itself once a second or minute adds to some turns, never to all of them. */
    private static final int TURNS = 25;

    private static final String SEVEN_PROPERTIES = "<propfind xmlns=\"DAV:\"><prop><resourcetype/><getcontentlength/>"
            + "<getlastmodified/><getetag/><displayname/><creationdate/><getcontenttype/></prop></propfind>";
    private static final String EVERYTHING = "<propfind xmlns=\"DAV:\"><allprop/></propfind>";

    private final Fubako fubako;

    ListingIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void fill() throws Exception {
        fill("/common/listed-small", SMALL);
        fill("/common/listed-large", LARGE);
    }

    private void fill(String folder, int documents) throws Exception {
        assertThat(fubako.call(ALICE, "MKCOL", "/dav" + folder, "").statusCode())
                .isEqualTo(201);
        for (int from = 0; from < documents; from += AT_ONCE) {
            List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
            for (int number = from; number < Math.min(documents, from + AT_ONCE); number++) {
                sent.add(fubako.send(ALICE, "PUT", "/dav" + folder + "/" + number + ".txt", new byte[] {1}));
            }
            for (CompletableFuture<HttpResponse<byte[]>> each : sent) {
                assertThat(each.join().statusCode()).isEqualTo(201);
            }
        }
    }

    @AfterEach
    void clear() throws Exception {
        for (String folder : List.of("/dav/common/listed-small", "/dav/common/listed-large")) {
            assertThat(fubako.call(ALICE, "DELETE", folder, "").statusCode()).isEqualTo(204);
        }
    }

    private interface Request {

        HttpResponse<String> send(String folder) throws Exception;
    }

    /** The fewest statements that a request has taken, the answer having so many of something in it. */
    private long statements(Request request, String folder, String member, int members) throws Exception {
        long fewest = Long.MAX_VALUE;
        try (Connection database = fubako.database();
                Statement statement = database.createStatement()) {
            for (int turn = 0; turn < TURNS; turn++) {
                long before = questions(statement);
                HttpResponse<String> answer = request.send(folder);
                fewest = Math.min(fewest, questions(statement) - before);
                assertThat(answer.body().split(member, -1)).as(answer.body()).hasSize(members + 1);
            }
        }
        return fewest - 1; // the question itself
    }

    /** The same number for both folders, between 1 and {@code most}. */
    private void requireAsMany(Request request, String member, int inSmall, int inLarge, long most) throws Exception {
        long few = statements(request, "/common/listed-small", member, inSmall);
        long many = statements(request, "/common/listed-large", member, inLarge);

        assertThat(many).isEqualTo(few).isBetween(1L, most);
    }

    private static long questions(Statement statement) throws Exception {
        try (ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Questions'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(2);
        }
    }

    private HttpResponse<String> propfind(String folder, String body) throws Exception {
        return fubako.call(ALICE, "PROPFIND", "/dav" + folder + "/", body, "Depth", "1");
    }

    @Test
    void c03PropfindTakesAsManyStatementsForAThousandEntriesAsForTen() throws Exception {
        Request request = folder -> propfind(folder, SEVEN_PROPERTIES);

        requireAsMany(request, "</D:response>", SMALL + 1, LARGE + 1, 5L);
    }

    @Test
    void c03PropfindOfAllPropertiesDoesSoToo() throws Exception {
        Request request = folder -> propfind(folder, EVERYTHING);

        requireAsMany(request, "</D:response>", SMALL + 1, LARGE + 1, 20L);
    }

    @Test
    void c03APageOfRestTakesAsManyStatementsForAThousandEntriesAsForTen() throws Exception {
        Request request = folder -> fubako.call(ALICE, "GET", "/api/v1/folders" + folder + "?limit=1000", "");

        requireAsMany(request, "\"etag\"", SMALL, LARGE, 5L);
    }

    @Test
    void c03OwnRulesOfSubfoldersTakeNoStatementEach() throws Exception {
        for (String folder : List.of("/common/listed-small", "/common/listed-large")) {
            int folders = folder.endsWith("small") ? 1 : 20;
            for (int number = 0; number < folders; number++) {
                assertThat(fubako.call(CAROL, "MKCOL", "/dav" + folder + "/own-" + number, "")
                                .statusCode())
                        .isEqualTo(201);
                assertThat(fubako.call(
                                        CAROL,
                                        "PUT",
                                        "/api/v1/rights" + folder + "/own-" + number,
                                        "{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"read-only\"}]}")
                                .statusCode())
                        .isBetween(200, 204);
            }
        }
        Request request = folder -> propfind(folder, SEVEN_PROPERTIES);

        requireAsMany(request, "</D:response>", SMALL + 2, LARGE + 21, 5L);
        for (int number = 0; number < 20; number++) {
            fubako.call(CAROL, "DELETE", "/api/v1/rights/common/listed-large/own-" + number, "");
        }
        fubako.call(CAROL, "DELETE", "/api/v1/rights/common/listed-small/own-0", "");
    }

    /** The page of a folder shows the folders beside it, and reads none of the documents that lie there too. */
    @Test
    void c01FoldersBesideThePageTakeOneStatementAndNoDocumentIsReadForThem() throws Exception {
        for (String folder : List.of("/common/listed-small", "/common/listed-large")) {
            for (String below : List.of("/here", "/here/below", "/here/below/deepest", "/beside")) {
                assertThat(fubako.call(ALICE, "MKCOL", "/dav" + folder + below, "")
                                .statusCode())
                        .isEqualTo(201);
            }
        }
        PortalSession alice = PortalSession.of(fubako, ALICE);
        Request above = folder -> alice.get("/files" + folder + "/here/");
        Request inside = folder -> alice.get("/files" + folder + "/here/below/");

        requireAsMany(above, "data-into=\"[^\"]*/(here|beside)\"", 2, 2, 20L);
        assertThat(statements(inside, "/common/listed-large", "aria-expanded=\"true\"", 3))
                .isEqualTo(statements(above, "/common/listed-large", "aria-expanded=\"true\"", 2) + 1);
        // both read the same rows about the use of the spaces
        assertThat(rowsRead(above, "/common/listed-large"))
                .isLessThan(rowsRead(above, "/common/listed-small") + LARGE / 2);
    }

    /** The fewest rows that the database has looked at for a request. */
    private long rowsRead(Request request, String folder) throws Exception {
        long fewest = Long.MAX_VALUE;
        try (Connection database = fubako.database();
                Statement statement = database.createStatement()) {
            for (int turn = 0; turn < TURNS; turn++) {
                long before = handled(statement);
                request.send(folder);
                fewest = Math.min(fewest, handled(statement) - before);
            }
        }
        return fewest;
    }

    private static long handled(Statement statement) throws Exception {
        try (ResultSet row = statement.executeQuery("SELECT SUM(VARIABLE_VALUE) FROM information_schema.GLOBAL_STATUS"
                + " WHERE VARIABLE_NAME IN ('HANDLER_READ_KEY', 'HANDLER_READ_NEXT')")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
