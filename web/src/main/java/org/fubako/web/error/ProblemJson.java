package org.fubako.web.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Answers with problem details (RFC 9457) outside of JAX-RS. */
public final class ProblemJson {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAUTHORIZED = 401;

    private ProblemJson() {}

    /** Answers with the failure. When the answer has begun already, only breaking off can tell: then it throws. */
    public static void write(HttpServletRequest request, HttpServletResponse response, Throwable failure)
            throws IOException {
        FailedAnswer.begin(response, failure);
        send(response, ProblemBody.of(failure, ProblemTexts.locale(request)));
    }

    /** As {@link #write}, with the status that another protocol has for it. */
    public static void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal, int status)
            throws IOException {
        FailedAnswer.begin(response, refusal);
        send(response, ProblemBody.of(refusal.problem(), status, refusal.subject(), ProblemTexts.locale(request)));
    }

    /** The same for everything that can be wrong with credentials; the challenge is the caller's to add. */
    public static void unauthorized(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(response, ProblemBody.of(Problem.PASSWORD_WRONG, UNAUTHORIZED, "", ProblemTexts.locale(request)));
    }

    /** The method is not one of those that the resource has (RFC 9110, section 15.5.6). */
    public static void methodNotAllowed(HttpServletResponse response, String allow) throws IOException {
        response.setHeader("Allow", allow);
        send(response, ProblemBody.plain(METHOD_NOT_ALLOWED, "Method Not Allowed"));
    }

    /** What HTTP itself refuses, where the container has not said more than the status. */
    public static void plain(HttpServletResponse response, int status) throws IOException {
        String phrase = Optional.ofNullable(Response.Status.fromStatusCode(status))
                .map(Response.Status::getReasonPhrase)
                .orElse("Refused");
        send(response, ProblemBody.plain(status, phrase));
    }

    private static void send(HttpServletResponse response, ProblemBody problem) throws IOException {
        byte[] body = problem.json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(ProblemBody.MEDIA_TYPE);
        response.setHeader("Content-Language", problem.language().getLanguage());
        response.setHeader("Cache-Control", "no-store");
        problem.retryAfter().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
