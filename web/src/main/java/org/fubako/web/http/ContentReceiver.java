package org.fubako.web.http;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Changed;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileUpload;
import org.fubako.storage.NewContent;
import org.fubako.storage.blob.CrashPoint;
import org.fubako.storage.blob.CrashPoints;

/** PUT of a document, the same through every door: what the header fields say is gathered and the service decides. */
@ApplicationScoped
public class ContentReceiver {

    private static final int KEY_LENGTH = 255;
    private static final BigDecimal END_OF_TIME = BigDecimal.valueOf(253402300799L);

    @EJB
    FileUpload upload;

    @Inject
    CrashPoints crashPoints;

    /** The body is touched only when the service wants it, so that a client which waits for "100 Continue" sends nothing in vain. */
    public Changed receive(Caller caller, FilePath path, HttpServletRequest request, Conditions conditions) {
        return upload.store(caller, path, content(request, path.toString()), conditions);
    }

    /** What the header fields say of the body, which is not touched yet. */
    public NewContent content(HttpServletRequest request, String subject) {
        // A partial PUT must not be taken for a whole one (RFC 9110, section 14.5).
        if (request.getHeader("Content-Range") != null) {
            throw new Refusal(Problem.RANGE_ON_PUT, subject);
        }
        requireIdentity(request, subject);
        OptionalLong length = length(request, subject);
        return new NewContent(
                () -> new IncomingBody(ExpectedBody.open(request), length, subject),
                length,
                ContentDigests.of(request),
                modifiedAt(request.getHeader("X-OC-Mtime")),
                key(request));
    }

    /** Answers what was received; the door has set its fields before. */
    public void answer(Changed stored, HttpServletResponse response) throws IOException {
        if (stored.created()) {
            response.setStatus(HttpServletResponse.SC_CREATED);
            response.setContentLength(0);
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
        if (crashPoints.inUse()) {
            response.flushBuffer();
            crashPoints.hit(CrashPoint.UP_ANSWERED);
        }
    }

    /** The time a sync client sets, in seconds since 1970; empty when there is none or it makes no sense. */
    public static Optional<Instant> modifiedAt(String field) {
        if (field == null || !field.strip().matches("\\d{1,12}(\\.\\d{1,9})?")) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(field.strip());
        return seconds.signum() > 0 && seconds.compareTo(END_OF_TIME) <= 0
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    /** A coded body would be stored as something that it is not (RFC 9110, section 8.4). */
    private static void requireIdentity(HttpServletRequest request, String subject) {
        String coding = Optional.ofNullable(request.getHeader("Content-Encoding"))
                .orElse("identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!coding.isEmpty() && !coding.equals("identity")) {
            throw new Refusal(Problem.BODY_NOT_TAKEN, subject);
        }
    }

    /** Finder sends chunks and tells the length in a field of its own. */
    private static OptionalLong length(HttpServletRequest request, String subject) {
        long declared = request.getContentLengthLong();
        OptionalLong expected = number(request, "X-Expected-Entity-Length");
        if (declared >= 0 && expected.isPresent() && expected.getAsLong() != declared) {
            throw new Refusal(Problem.LENGTH_MISMATCH, subject);
        }
        if (declared >= 0) {
            return OptionalLong.of(declared);
        }
        boolean streamed = request.getHeader("Transfer-Encoding") != null
                || !request.getProtocol().startsWith("HTTP/1");
        if (expected.isPresent() || streamed) {
            return expected;
        }
        return OptionalLong.of(0);
    }

    /** The value of a field that is a count of bytes, where it is there. */
    public static OptionalLong number(HttpServletRequest request, String name) {
        String field = request.getHeader(name);
        if (field == null) {
            return OptionalLong.empty();
        }
        if (!field.strip().matches("\\d{1,18}")) {
            throw new Refusal(Problem.REQUEST_MALFORMED, name);
        }
        return OptionalLong.of(Long.parseLong(field.strip()));
    }

    private static Optional<String> key(HttpServletRequest request) {
        Optional<String> key = Optional.ofNullable(request.getHeader("Idempotency-Key"))
                .map(String::strip)
                .filter(given -> !given.isEmpty());
        if (key.filter(given -> given.length() > KEY_LENGTH).isPresent()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "Idempotency-Key");
        }
        return key;
    }
}
