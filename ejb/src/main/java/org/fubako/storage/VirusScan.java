package org.fubako.storage;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** A content on its way through clamd: the command {@code INSTREAM} of its protocol. Not for use by several threads at once. */
final class VirusScan implements Closeable {

    private static final int BUFFER = 64 << 10;
    private static final int LONGEST_ANSWER = 4_096;

    private final Socket socket;
    private final DataOutputStream out;
    private boolean answered;
    private String answer = "";

    VirusScan(Socket socket) throws IOException {
        this.socket = socket;
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
        out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
    }

    void add(byte[] bytes, int offset, int length) {
        if (answered || length == 0) {
            return;
        }
        try {
            if (socket.getInputStream().available() > 0) {
                // before its end: it does not want more
                hear();
                return;
            }
            out.writeInt(length);
            out.write(bytes, offset, length);
        } catch (IOException e) {
            // it stops reading what is too large for it, and says so
            hear(e);
        }
    }

    /** All of a content. */
    VirusCheck of(InputStream content) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            add(buffer, 0, read);
        }
        return finish();
    }

    /**
     * Ends the content and hears what it is.
     *
     * @throws Refusal INFECTED, or SCAN_UNAVAILABLE when there is no answer
     */
    VirusCheck finish() {
        if (!answered) {
            try {
                out.writeInt(0);
                out.flush();
                hear();
            } catch (IOException e) {
                hear(e);
            }
        }
        if (answer.endsWith(" FOUND")) {
            throw new Refusal(
                    Problem.INFECTED,
                    Refusal.shown(answer.replaceFirst("^stream: ", "").replaceFirst(" FOUND$", "")));
        }
        if (answer.endsWith("OK")) {
            return VirusCheck.CLEAN;
        }
        if (answer.contains("size limit exceeded")) {
            return VirusCheck.UNSCANNABLE;
        }
        throw new Refusal(Problem.SCAN_UNAVAILABLE, Refusal.shown(answer));
    }

    private void hear(IOException broken) {
        try {
            hear();
        } catch (IOException e) {
            e.addSuppressed(broken);
            throw new Refusal(Problem.SCAN_UNAVAILABLE, "", e);
        }
    }

    private void hear() throws IOException {
        byte[] octets = socket.getInputStream().readNBytes(LONGEST_ANSWER);
        answer = new String(octets, StandardCharsets.UTF_8).replace("\0", "").strip();
        answered = true;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(VirusScan.class.getName()).log(System.Logger.Level.DEBUG, "closing clamd", e);
        }
    }
}
