package org.fubako.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to the server on which every byte, and its end, is the test's own. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Fubako fubako;
    private final Socket socket;

    RawConnection(Fubako fubako) throws IOException {
        this.fubako = fubako;
        socket = new Socket(InetAddress.getLoopbackAddress(), fubako.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** The head of a request by an account; {@code fields} are whole lines. */
    void sendHead(String account, String method, String rawPath, String... fields) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + rawPath + " HTTP/1.1\r\nHost: localhost:" + fubako.port()
                + "\r\nAuthorization: " + Fubako.basic(account) + "\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        send(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Status of the next answer, or 0 when the connection ends instead; the rest of the head is read and dropped. */
    int readStatus() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return 0;
            }
            head.append((char) next);
        }
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    byte[] read(int length) throws IOException {
        return socket.getInputStream().readNBytes(length);
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
