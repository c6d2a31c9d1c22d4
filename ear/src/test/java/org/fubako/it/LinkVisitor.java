package org.fubako.it;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody without an account who has a link: from a network of its own, with a cookie jar, and with no other credentials. */
final class LinkVisitor {

    private final Fubako fubako;
    private final String from;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** @param from an address of this machine, such as 127.0.9.1 */
    LinkVisitor(Fubako fubako, String from) {
        this.fubako = fubako;
        this.from = from;
    }

    /** The way of a URL. */
    static String path(String url) {
        return URI.create(url).getRawPath();
    }

    RawConnection.Answer get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    /** A form with fields as {@code name=value}. */
    RawConnection.Answer post(String path, List<String> fields, String... headers) throws Exception {
        String form = fields.stream()
                .map(field -> field.split("=", 2))
                .map(pair -> pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        List<String> all = new ArrayList<>(List.of("Content-Type: application/x-www-form-urlencoded"));
        all.addAll(Arrays.asList(headers));
        return send("POST", path, form, all.toArray(String[]::new));
    }

    RawConnection.Answer send(String method, String path, String body, String... headers) throws Exception {
        try (RawConnection connection = open(method, path, body, headers)) {
            RawConnection.Answer answer = connection.read(method);
            keep(answer);
            return answer;
        }
    }

    /** A request whose answer the test reads itself. */
    RawConnection open(String method, String path, String body, String... headers) throws Exception {
        RawConnection connection = new RawConnection(fubako, from);
        List<String> all = new ArrayList<>(List.of("Connection: close", "Content-Length: " + body.length()));
        if (!cookies.isEmpty()) {
            all.add("Cookie: "
                    + cookies.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; ")));
        }
        all.addAll(Arrays.asList(headers));
        connection.sendHead("", method, path, all.toArray(String[]::new));
        connection.send(body.getBytes(StandardCharsets.ISO_8859_1));
        return connection;
    }

    /** Keeps the cookies of an answer. */
    void keep(RawConnection.Answer answer) {
        keep(answer.head());
    }

    void keep(String head) {
        head.lines()
                .filter(line -> line.startsWith("Set-Cookie: "))
                .map(line ->
                        line.substring("Set-Cookie: ".length()).split(";")[0].split("=", 2))
                .forEach(pair -> cookies.put(pair[0], pair[1]));
    }
}
