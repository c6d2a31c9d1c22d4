package org.fubako.storage;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * The body of an upload as the blob store reads it: counts, keeps the quota reservation ahead of the bytes, and holds what the
 * client has said about length and digests against what came.
 */
final class IncomingContent extends InputStream {

    /** Bodies of unknown length reserve in steps of this many bytes. */
    private static final long STEP = 8 << 20;

    private static final String SHA_256 = "SHA-256";

    private final NewContent content;
    private final InputStream body;
    private final long exchanged;
    private final QuotaLedger.Reservation reservation;
    private final Optional<VirusScan> scan;
    private final Map<NewContent.Digest, MessageDigest> running = new LinkedHashMap<>();
    private long count;
    private VirusCheck verdict = VirusCheck.NOT_SCANNED;

    /** @param scan closed with this */
    IncomingContent(NewContent content, long exchanged, QuotaLedger.Reservation reservation, Optional<VirusScan> scan) {
        this.scan = scan;
        this.content = content;
        this.body = open(content, scan);
        this.exchanged = exchanged;
        this.reservation = reservation;
        for (NewContent.Digest digest : content.digests()) {
            if (!digest.algorithm().equals(SHA_256)) {
                running.put(digest, start(digest.algorithm()));
            }
        }
    }

    private static InputStream open(NewContent content, Optional<VirusScan> scan) {
        try {
            return content.body().open();
        } catch (IOException e) {
            scan.ifPresent(VirusScan::close);
            throw new Refusal(Problem.UPLOAD_BROKEN_OFF, "", e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = body.read(target, offset, length);
        if (read > 0) {
            count(target, offset, read);
        }
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    private void count(byte[] bytes, int offset, int length) {
        count += length;
        if (content.length().isEmpty()) {
            reservation.ensure((count + STEP - 1) / STEP * STEP - exchanged);
        } else if (count > content.length().getAsLong()) {
            throw new Refusal(Problem.LENGTH_MISMATCH, "");
        }
        running.values().forEach(digest -> digest.update(bytes, offset, length));
        scan.ifPresent(scanner -> scanner.add(bytes, offset, length));
    }

    /** Bytes that have come so far. */
    long count() {
        return count;
    }

    /** Called with the SHA-256 of everything once the body has ended, before anything becomes visible. */
    void verify(byte[] sha256) {
        if (content.length().isPresent() && content.length().getAsLong() != count) {
            throw new Refusal(Problem.LENGTH_MISMATCH, "");
        }
        for (NewContent.Digest digest : content.digests()) {
            byte[] actual = digest.algorithm().equals(SHA_256)
                    ? sha256
                    : running.get(digest).digest();
            if (!MessageDigest.isEqual(actual, digest.value())) {
                throw new Refusal(Problem.DIGEST_MISMATCH, digest.algorithm());
            }
        }
        verdict = scan.map(VirusScan::finish).orElse(VirusCheck.NOT_SCANNED);
    }

    /** Of the virus check, once it has been verified. */
    VirusCheck verdict() {
        return verdict;
    }

    private static MessageDigest start(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new Refusal(Problem.DIGEST_MALFORMED, algorithm, e);
        }
    }

    /** The stream is the door's to close. */
    @Override
    public void close() {
        running.clear();
        scan.ifPresent(VirusScan::close);
    }
}
