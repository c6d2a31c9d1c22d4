package org.fubako.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * WebDAV over one kept connection. Every method throws when the answer is not the one that a working server gives, so that no
 * figure is made of failures.
 */
final class DavClient implements AutoCloseable {

    /** What a client that shows a folder asks for. */
    private static final byte[] SEVEN_PROPERTIES = ("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                    + "<D:propfind xmlns:D=\"DAV:\"><D:prop><D:resourcetype/><D:getcontentlength/><D:getlastmodified/>"
                    + "<D:getetag/><D:displayname/><D:creationdate/><D:getcontenttype/></D:prop></D:propfind>")
            .getBytes(StandardCharsets.UTF_8);

    private static final Pattern RESPONSE_END = Pattern.compile("</\\w+:response>");
    private static final byte[] BLOCK = new byte[1 << 20];

    static {
        new Random(1).nextBytes(BLOCK);
    }

    private final HttpConnection connection;
    private final String base;
    private final String authority;

    /** @param base the folder that is worked in; it ends in a slash */
    DavClient(URI base, String user, String password) {
        String credentials = user + ":" + password;
        String authorization = user.isEmpty()
                ? ""
                : "Authorization: Basic "
                        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n";
        this.connection = new HttpConnection(base, "User-Agent: fubako-bench\r\n" + authorization);
        this.base = base.getRawPath();
        this.authority = base.getAuthority();
    }

    /** Content of any length; cheap to make, of no use to a compressor. */
    static HttpConnection.Body content(long length) {
        return out -> write(out, length);
    }

    private static void write(OutputStream out, long length) throws IOException {
        for (long left = length; left > 0; left -= BLOCK.length) {
            out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
        }
    }

    void put(String name, long length) throws IOException {
        put(name, length, content(length));
    }

    void put(String name, long length, HttpConnection.Body body) throws IOException {
        expect(connection.call("PUT", base + name, "", length, body, false), "PUT " + name, 200, 201, 204);
    }

    void get(String name, long length) throws IOException {
        HttpConnection.Answer answer = connection.call("GET", base + name, "", -1, HttpConnection.Body.NONE, false);
        expect(answer, "GET " + name, 200);
        expectLength(answer, length, name);
    }

    void range(String name, long offset, long length) throws IOException {
        String field = "Range: bytes=" + offset + "-" + (offset + length - 1) + "\r\n";
        HttpConnection.Answer answer = connection.call("GET", base + name, field, -1, HttpConnection.Body.NONE, false);
        expect(answer, "GET " + name, 206);
        expectLength(answer, length, name);
    }

    private static void expectLength(HttpConnection.Answer answer, long length, String name) {
        if (answer.bytes() != length) {
            throw new IllegalStateException(name + ": " + answer.bytes() + " instead of " + length + " bytes came");
        }
    }

    void makeFolder(String name) throws IOException {
        expect(connection.call("MKCOL", base + name + "/", "", 0, HttpConnection.Body.NONE, false), "MKCOL", 201);
    }

    /** Deletes a document ({@code name}) or a folder ({@code name/}). */
    void delete(String name) throws IOException {
        expect(connection.call("DELETE", base + name, "", -1, HttpConnection.Body.NONE, false), "DELETE", 200, 204);
    }

    /** Deletes what may not be there. */
    void clear(String name) throws IOException {
        expect(
                connection.call("DELETE", base + name, "", -1, HttpConnection.Body.NONE, false),
                "DELETE",
                200,
                204,
                404);
    }

    void copy(String from, String to) throws IOException {
        transplant("COPY", from, to);
    }

    void move(String from, String to) throws IOException {
        transplant("MOVE", from, to);
    }

    private void transplant(String method, String from, String to) throws IOException {
        // an absolute address, as older servers take nothing else
        String fields = "Destination: http://" + authority + base + to + "\r\nOverwrite: F\r\nDepth: infinity\r\n";
        expect(connection.call(method, base + from, fields, -1, HttpConnection.Body.NONE, false), method, 201, 204);
    }

    /** Lists a folder with seven properties; the answer is to be given to {@link #requireMembers}, outside of what is timed. */
    byte[] list(String folder) throws IOException {
        return propfind(folder, 1);
    }

    /** Asks for seven properties of a single thing. */
    void stat(String name) throws IOException {
        propfind(name, 0);
    }

    private byte[] propfind(String path, int depth) throws IOException {
        HttpConnection.Body body = out -> out.write(SEVEN_PROPERTIES);
        String fields = "Depth: " + depth + "\r\nContent-Type: application/xml\r\n";
        HttpConnection.Answer answer =
                connection.call("PROPFIND", base + path, fields, SEVEN_PROPERTIES.length, body, true);
        expect(answer, "PROPFIND " + path, 207);
        return answer.body();
    }

    static void requireMembers(byte[] listing, int members) {
        long responses = RESPONSE_END
                .matcher(new String(listing, StandardCharsets.ISO_8859_1))
                .results()
                .count();
        if (responses != members + 1) {
            throw new IllegalStateException(responses + " responses instead of " + (members + 1));
        }
    }

    private static void expect(HttpConnection.Answer answer, String what, int... statuses) {
        if (Arrays.stream(statuses).noneMatch(status -> status == answer.status())) {
            throw new IllegalStateException(what + " answered " + answer.status());
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
