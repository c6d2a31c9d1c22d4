package org.fubako.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A connection to the server on which every byte, and its end, is the test's own: for requests that no client library would send.
 * Text is one character per octet.
 */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Fubako fubako;
    private final Socket socket;
    private final InputStream in;

    RawConnection(Fubako fubako) throws IOException {
        this(fubako, "127.0.0.1");
    }

    /** @param from an address of this machine; all that begin with 127 are */
    RawConnection(Fubako fubako, String from) throws IOException {
        this.fubako = fubako;
        socket = new Socket(InetAddress.getLoopbackAddress(), fubako.port(), InetAddress.getByName(from), 0);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer; {@code head} is status line and fields as they came, {@code body} without its transfer coding. */
    record Answer(int status, String head, String body) {

        Optional<String> field(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst();
        }

        String text() {
            return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        /** Status and problem, for what is expected or shown. */
        @Override
        public String toString() {
            return head + "\n\n" + (body.length() > 600 ? body.substring(0, 600) + "…" : body);
        }
    }

    /** A request head without its end, by an account; by nobody when that is empty. {@code fields} are whole lines. */
    static String head(Fubako fubako, String account, String requestLine, String... fields) {
        StringBuilder head = new StringBuilder(requestLine)
                .append("\r\nHost: localhost:")
                .append(fubako.port())
                .append("\r\n");
        if (!account.isEmpty()) {
            head.append("Authorization: ").append(Fubako.basic(account)).append("\r\n");
        }
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.toString();
    }

    void sendHead(String account, String method, String rawPath, String... fields) throws IOException {
        String head = head(fubako, account, method + " " + rawPath + " HTTP/1.1", fields) + "\r\n";
        send(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    /** Sends to a server that may have refused and closed meanwhile; its answer may have come all the same. */
    RawConnection send(String octets) throws IOException {
        try {
            send(octets.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException refusedMeanwhile) {
            // what is read next tells
        }
        return this;
    }

    /** Status of the next answer, or 0 when the connection ends instead; the rest of the head is read and dropped. */
    int readStatus() throws IOException {
        String head = readHead();
        return head.isEmpty() ? 0 : status(head);
    }

    /** Reads one answer, an interim one too. */
    Answer read(String method) throws IOException {
        String head = readHead();
        if (head.isEmpty()) {
            throw new EOFException("no answer");
        }
        Answer bare = new Answer(status(head), head, "");
        boolean bodiless = method.equals("HEAD") || bare.status < 200 || bare.status == 204 || bare.status == 304;
        return bodiless ? bare : new Answer(bare.status, bare.head, body(bare));
    }

    private static int status(String head) {
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /** Empty when the connection ends before it has begun. */
    private String readHead() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return "";
        }
        in.reset();
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    private String body(Answer bare) throws IOException {
        if (bare.field("Transfer-Encoding").isPresent()) {
            StringBuilder body = new StringBuilder();
            for (int size = chunk(); size > 0; size = chunk()) {
                body.append(exactly(size));
                line();
            }
            line();
            return body.toString();
        }
        Optional<String> length = bare.field("Content-Length");
        return length.isPresent() ? exactly(Integer.parseInt(length.get())) : rest();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String exactly(int size) throws IOException {
        byte[] octets = read(size);
        if (octets.length < size) {
            throw new EOFException("the answer broke off");
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    byte[] read(int length) throws IOException {
        return in.readNBytes(length);
    }

    private String line() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException("the answer broke off: " + octets);
            }
            if (octet != '\r') {
                octets.write(octet);
            }
            octet = in.read();
        }
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    /** All that comes until the server closes the connection. */
    String rest() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            in.transferTo(octets);
        } catch (SocketException reset) {
            // closed as well
        }
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends FIN: nothing more will come, but an answer is still read. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Sends RST, as when the other machine has forgotten the connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
