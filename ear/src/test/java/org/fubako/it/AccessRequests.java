package org.fubako.it;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** For each line of {@link AccessTable} a request that is right in everything, so that only who sends it decides about the answer. */
final class AccessRequests {

    static final String NO_SUCH_ID = "0".repeat(32);

    private static final String LOCK =
            "<lockinfo xmlns='DAV:'><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>";
    private static final String PATCH =
            "<propertyupdate xmlns='DAV:'><set><prop><x xmlns='urn:x'>1</x></prop></set></propertyupdate>";
    private static final Set<Integer> FINE = IntStream.range(200, 300).boxed().collect(Collectors.toSet());

    /**
     * In texts, {@code <n>} stands for a number that no other request has, {@code <at>} for the path it is about.
     *
     * @param about what the path leads to: a document, a folder, something made for this request alone, or a name that is free
     * @param destroys whether the thing with the id would be gone, so that who may do it does it to one that does not exist
     * @param fine the statuses of whoever may do it
     */
    record Template(String query, String body, List<String> headers, About about, boolean destroys, Set<Integer> fine) {

        Template to(About what) {
            return new Template(query, body, headers, what, destroys, fine);
        }

        Template with(String... more) {
            return new Template(query, body, List.of(more), about, destroys, fine);
        }

        Template asked(String text) {
            return new Template(text, body, headers, about, destroys, fine);
        }

        Template answering(Integer... statuses) {
            return new Template(query, body, headers, about, destroys, Set.of(statuses));
        }

        Template destroying() {
            return new Template(query, body, headers, about, true, fine);
        }
    }

    enum About {
        DOCUMENT,
        FOLDER,
        FRESH_DOCUMENT,
        FRESH_FOLDER,
        FREE
    }

    /** A document that every account of the tenant may fetch. */
    static final String GIVEN = "/common/matrix-given.txt";

    private static final Template PLAIN = new Template("", "", List.of(), About.DOCUMENT, false, FINE);

    private final Map<String, Template> rest = new HashMap<>();
    private final Map<String, Template> dav = new HashMap<>();

    AccessRequests(String origin) {
        ofAccounts();
        ofTheTree();
        dav(origin);
    }

    private static Template json(String body) {
        return new Template("", body, List.of("Content-Type", "application/json"), About.DOCUMENT, false, FINE);
    }

    private void ofAccounts() {
        // that it is no address is said to those only who may change it
        rest.put("PUT /me/mail", json("{\"mail\":\"no address\"}").answering(400));
        rest.put("PUT /me/mail/defaults", json("{\"receipt\":null}"));
        rest.put("POST /me/mail/signatures", json("{\"label\":\"matrix-<n>\",\"text\":\"matrix\"}"));
        rest.put("POST /links", json("{\"paths\":[\"" + GIVEN + "\"]}"));
        rest.put("DELETE /links/{id}", PLAIN.destroying());
        rest.put("POST /tokens", json("{\"label\":\"matrix\"}"));
        rest.put("POST /device-passwords", json("{\"label\":\"matrix\"}"));
        rest.put("POST /accounts", json("{\"name\":\"matrix-<n>\"}"));
        rest.put(
                "POST /accounts/import",
                new Template(
                        "?dryRun=true",
                        "matrix-<n>\t\t\t\tlong enough for a password",
                        List.of("Content-Type", "text/tab-separated-values"),
                        About.DOCUMENT,
                        false,
                        FINE));
        rest.put("PUT /accounts/{id}", json("{\"comment\":\"matrix\"}"));
        rest.put("DELETE /accounts/{id}", PLAIN.destroying());
        rest.put("POST /accounts/{id}/password", json("{}"));
        // it has no address
        rest.put("POST /accounts/{id}/link", json("{}").answering(409));
        rest.put("DELETE /accounts/{id}/second-factor", PLAIN.answering(409));
        rest.put("POST /groups", json("{\"name\":\"matrix-<n>\"}"));
        rest.put("PUT /groups/{id}", json("{\"comment\":\"matrix\"}"));
        rest.put("DELETE /groups/{id}", PLAIN.destroying());
        // somebody else's, so to whoever has the role there is none
        rest.put("POST /receive-folders", json("{\"folder\":\"/common\",\"title\":\"matrix-<n>\"}"));
        rest.put("DELETE /receive-folders/{id}", PLAIN.destroying());
        rest.put("GET /receive-folders/{id}/log", PLAIN.destroying());
        rest.put("PUT /policies", json("{\"mainPassword\":true}"));
        rest.put("PUT /policies/second-factor", json("{\"demanded\":false}"));
        rest.put("GET /policies/logo", PLAIN.answering(404));
        // that it is no picture is said to those only who may change it
        rest.put(
                "PUT /policies/logo",
                new Template(
                        "",
                        "no picture",
                        List.of("Content-Type", "application/octet-stream"),
                        About.DOCUMENT,
                        false,
                        Set.of(415)));
        rest.put("POST /policies/preview", json("{\"addresses\":{\"dav\":[\"127.0.0.0/8\"]}}"));
        rest.put("GET /logs/operations", PLAIN.asked("?limit=1"));
        rest.put("GET /logs/operations/verification", PLAIN.asked("?day=<today>"));
        rest.put(
                "POST /spaces",
                json("{\"kind\":\"project\",\"name\":\"matrix-<n>\",\"members\":"
                        + "[{\"kind\":\"account\",\"name\":\"manager\",\"administrator\":true}]}"));
        rest.put("PUT /spaces/{id}", json("{\"trash\":true}"));
        rest.put("DELETE /spaces/{id}", PLAIN.destroying());
    }

    private void ofTheTree() {
        rest.put(
                "PUT /files/{path}",
                new Template("", "x", List.of("Content-Type", "text/plain"), About.FREE, false, FINE));
        rest.put("DELETE /files/{path}", PLAIN.to(About.FRESH_DOCUMENT));
        rest.put(
                "POST /uploads",
                PLAIN.to(About.FREE)
                        .with("Tus-Resumable", "1.0.0", "Upload-Length", "1", "Upload-Metadata", "path <base64>"));
        rest.put("GET /archives", PLAIN.asked("?path=<at>"));
        rest.put("POST /revisions/{path}", json("{\"number\":1}"));
        rest.put("GET /folders/{path}", PLAIN.to(About.FOLDER));
        rest.put("POST /folders/{path}", PLAIN.to(About.FREE));
        rest.put("DELETE /folders/{path}", PLAIN.to(About.FRESH_FOLDER));
        rest.put("GET /settings/{path}", PLAIN.to(About.FOLDER));
        rest.put("PUT /settings/{path}", json("{\"keepRevisions\":true}").to(About.FOLDER));
        rest.put("POST /moves", json("{\"from\":\"<at>\",\"to\":\"<at>-<n>\"}").to(About.FRESH_DOCUMENT));
        rest.put("POST /copies", json("{\"from\":\"<at>\",\"to\":\"/private/copy-<n>\"}"));
        rest.put("POST /locks/{path}", PLAIN.to(About.FRESH_DOCUMENT));
        // nobody holds it
        rest.put("DELETE /locks/{path}", PLAIN.answering(409));
        rest.put("PUT /comments/{path}", json("{\"comment\":\"matrix\"}"));
        rest.put("PUT /labels/{path}", json("{\"label\":\"internal\"}"));
        rest.put("PUT /tags/{path}", json("{\"tags\":[\"matrix\"]}"));
        rest.put("GET /search", PLAIN.asked("?q=canary"));
        rest.put("POST /actions", json("{\"paths\":[\"<at>\"],\"thumbnail\":true}"));
        rest.put("GET /rights/{path}", PLAIN.to(About.FOLDER));
        rest.put(
                "PUT /rights/{path}",
                json("{\"rule\":[{\"kind\":\"everyone\",\"mode\":\"read-write\"}]}")
                        .to(About.FRESH_FOLDER));
        rest.put("DELETE /rights/{path}", PLAIN.to(About.FRESH_FOLDER));
        rest.put("GET /effective-rights/{path}", PLAIN.to(About.FOLDER).asked("?account=carol"));
    }

    private void dav(String origin) {
        dav.put("PROPFIND", PLAIN.with("Depth", "0"));
        dav.put("PROPPATCH", new Template("", PATCH, List.of(), About.DOCUMENT, false, FINE));
        dav.put("MKCOL", PLAIN.to(About.FREE));
        dav.put("PUT", new Template("", "x", List.of(), About.FREE, false, FINE));
        dav.put("DELETE", PLAIN.to(About.FRESH_DOCUMENT));
        dav.put("COPY", PLAIN.with("Destination", origin + "/dav/private/copy-<n>"));
        dav.put("MOVE", PLAIN.to(About.FRESH_DOCUMENT).with("Destination", origin + "/dav<at>-<n>"));
        dav.put("LOCK", new Template("", LOCK, List.of(), About.FRESH_DOCUMENT, false, FINE));
    }

    Template of(AccessTable.Row row) {
        return row.address().isEmpty() ? dav.getOrDefault(row.method(), PLAIN) : rest.getOrDefault(row.name(), PLAIN);
    }

    /** Whether each template is still for a line of the table. */
    Set<String> names() {
        return Set.copyOf(
                Stream.concat(rest.keySet().stream(), dav.keySet().stream()).toList());
    }

    static String filled(String text, String path, int number, String today) {
        return text.replace("<at>", path)
                .replace("<n>", Integer.toString(number))
                .replace("<today>", today)
                .replace("<base64>", Base64.getEncoder().encodeToString(path.getBytes(StandardCharsets.UTF_8)));
    }
}
