package org.fubako.web.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Reason;
import org.fubako.platform.Refusal;

/** Answers a refusal outside of JAX-RS as problem details (RFC 9457). */
public final class PlainAnswer {

    private PlainAnswer() {}

    public static void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) {
        if (refusal.reason() == Reason.TOO_MANY || refusal.reason() == Reason.UNAVAILABLE) {
            response.setHeader("Retry-After", refusal.subject().matches("\\d+") ? refusal.subject() : "5");
        }
        send(response, ProblemBody.of(refusal, request.getLocale()));
    }

    public static void unauthorized(HttpServletRequest request, HttpServletResponse response) {
        send(response, ProblemBody.of(Problem.PASSWORD_WRONG, 401, "", request.getLocale()));
    }

    /** A refusal, or an incident whose number alone goes out. */
    public static void fail(HttpServletRequest request, HttpServletResponse response, Throwable failure) {
        Optional<Refusal> refusal = Failures.refusalIn(failure);
        if (refusal.isPresent()) {
            refuse(request, response, refusal.get());
        } else {
            send(response, ProblemBody.of(Incident.of(failure)));
        }
    }

    private static void send(HttpServletResponse response, ProblemBody body) {
        try {
            response.setStatus(body.status());
            response.setContentType(ProblemBody.MEDIA_TYPE);
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(body.json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
