package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** An account with everything by which one can sign in to it. */
final class AccessActor {

    private static final String[] JSON = {"Content-Type", "application/json"};

    private final Fubako fubako;
    private final String login;
    private final Set<String> roles;
    private final String token;
    private final String readingToken;
    private final String devicePassword;
    private PortalSession session;

    /** How one comes in, and what that is worth. */
    enum Door {
        PASSWORD(true, false),
        SESSION(true, false),
        DEVICE_PASSWORD(false, false),
        TOKEN(false, false),
        READING_TOKEN(false, true);

        private final boolean inPerson;
        private final boolean readsOnly;

        Door(boolean inPerson, boolean readsOnly) {
            this.inPerson = inPerson;
            this.readsOnly = readsOnly;
        }

        boolean inPerson() {
            return inPerson;
        }

        boolean readsOnly() {
            return readsOnly;
        }
    }

    private AccessActor(Fubako fubako, String login, Set<String> roles) throws Exception {
        this.fubako = fubako;
        this.login = login;
        this.roles = roles;
        token = made("tokens", "{\"label\":\"matrix\"}", "token");
        readingToken = made("tokens", "{\"label\":\"matrix\",\"scope\":\"read\"}", "token");
        devicePassword = made("device-passwords", "{\"label\":\"matrix\",\"doors\":[\"api\",\"dav\"]}", "password");
        enter();
    }

    static AccessActor of(Fubako fubako, String login, String... roles) throws Exception {
        return new AccessActor(fubako, login, Set.of(roles));
    }

    private String made(String what, String body, String member) throws Exception {
        HttpResponse<String> answer = fubako.call(login, "POST", "/api/v1/" + what, body, JSON);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return LogReader.json(answer).getString(member);
    }

    /** Opens a session, where the one before has been ended. */
    void enter() throws Exception {
        session = PortalSession.of(fubako, login);
    }

    String login() {
        return login;
    }

    String name() {
        return login.substring(0, login.indexOf('@'));
    }

    boolean hasOneOf(Set<String> wanted) {
        return wanted.stream().anyMatch(roles::contains);
    }

    PortalSession session() {
        return session;
    }

    HttpResponse<String> send(Door door, String method, String address, String body, List<String> headers)
            throws Exception {
        List<String> all = new ArrayList<>(headers);
        switch (door) {
            case SESSION -> {
                all.addAll(List.of("Sec-Fetch-Site", "same-origin"));
                return session.call(method, address, body, all.toArray(String[]::new));
            }
            case PASSWORD -> all.addAll(List.of("Authorization", Fubako.basic(login)));
            case DEVICE_PASSWORD -> all.addAll(List.of("Authorization", Fubako.basic(login, devicePassword)));
            case TOKEN -> all.addAll(List.of("Authorization", "Bearer " + token));
            case READING_TOKEN -> all.addAll(List.of("Authorization", "Bearer " + readingToken));
        }
        return fubako.call("", method, address, body, all.toArray(String[]::new));
    }

    /** By the password, and must succeed. */
    HttpResponse<String> must(String method, String address, String body, String... headers) throws Exception {
        HttpResponse<String> answer = send(Door.PASSWORD, method, address, body, Arrays.asList(headers));
        assertThat(answer.statusCode())
                .as("%s %s %s: %s", login, method, address, answer.body())
                .isBetween(200, 299);
        return answer;
    }

    HttpResponse<String> mustJson(String method, String address, String body) throws Exception {
        return must(method, address, body, JSON);
    }
}
