package org.fubako.storage;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * The body of one request of a resumable upload, as the blob store reads it: a connection that breaks is an end like any other, since
 * what has come is kept. It is read in pieces of limited length, each of which ends like a body.
 */
final class PartialContent extends InputStream {

    /** Reserves in steps of this many bytes. */
    private static final long STEP = 8 << 20;

    private final InputStream body;
    private final long most;
    private final Optional<MessageDigest> digest;
    private long count;
    private long pieceEnd;
    private boolean ended;
    private Optional<IOException> broken = Optional.empty();
    private Optional<QuotaLedger.Reservation> reservation = Optional.empty();
    private long pieceStart;

    /** @param most what is still missing of the whole; a body that has more is refused */
    PartialContent(InputStream body, long most, Optional<MessageDigest> digest) {
        this.body = body;
        this.most = most;
        this.digest = digest;
    }

    /** From here on it ends after so many bytes; these are reserved as they come. */
    void startPiece(long length, QuotaLedger.Reservation forIt) {
        pieceStart = count;
        pieceEnd = count + length;
        reservation = Optional.of(forIt);
    }

    /** Whether nothing more comes. */
    boolean isEnded() {
        return ended;
    }

    /** Why the body has ended before its end. */
    Optional<IOException> broken() {
        return broken;
    }

    /** Of everything, once it has ended; without one, nothing. */
    byte[] digest() {
        return digest.map(MessageDigest::digest).orElse(new byte[0]);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (ended || count == pieceEnd) {
            return -1;
        }
        int read = fromClient(target, offset, (int) Math.min(length, pieceEnd - count));
        if (read < 0) {
            ended = true;
            return -1;
        }
        count += read;
        if (count > most) {
            throw new Refusal(Problem.LENGTH_MISMATCH, "");
        }
        long wanted = (count - pieceStart + STEP - 1) / STEP * STEP;
        reservation.ifPresent(forIt -> forIt.ensure(Math.min(wanted, most - pieceStart)));
        digest.ifPresent(running -> running.update(target, offset, read));
        return read;
    }

    private int fromClient(byte[] target, int offset, int length) {
        try {
            return body.read(target, offset, length);
        } catch (IOException e) {
            broken = Optional.of(e);
            return -1;
        }
    }
}
