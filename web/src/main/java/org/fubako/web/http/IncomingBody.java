package org.fubako.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * A body whose end is only an end if all that was announced has come. A connection that breaks, or a container that reports the break
 * as an ordinary end, so never makes half a document.
 */
final class IncomingBody extends FilterInputStream {

    private final OptionalLong announced;
    private final String subject;
    private long received;

    IncomingBody(InputStream body, OptionalLong announced, String subject) {
        super(body);
        this.announced = announced;
        this.subject = subject;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = fromClient(target, offset, length);
        if (count < 0) {
            requireAll();
        } else {
            received += count;
            requireNoMore();
        }
        return count;
    }

    /** Skipping would count nothing: it reads. */
    @Override
    public long skip(long wanted) throws IOException {
        byte[] dropped = new byte[(int) Math.min(Math.max(wanted, 0), 8192)];
        return Math.max(read(dropped, 0, dropped.length), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int fromClient(byte[] target, int offset, int length) {
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw new Refusal(Problem.UPLOAD_BROKEN_OFF, subject, e);
        }
    }

    private void requireAll() {
        if (announced.isPresent() && received < announced.getAsLong()) {
            throw new Refusal(Problem.UPLOAD_BROKEN_OFF, subject);
        }
    }

    private void requireNoMore() {
        if (announced.isPresent() && received > announced.getAsLong()) {
            throw new Refusal(Problem.LENGTH_MISMATCH, subject);
        }
    }
}
