package org.fubako.web.error;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** A failure as problem details (RFC 9457). */
public final class ProblemJson {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String RETRY_SECONDS = "5";
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL = 500;

    private ProblemJson() {}

    /** Answers with the failure. When the answer has begun already, only breaking off can tell: then it throws. */
    public static void write(HttpServletRequest request, HttpServletResponse response, Throwable failure)
            throws IOException {
        FailedAnswer.begin(response, failure);
        Locale locale = ProblemTexts.locale(request);
        Optional<Refusal> refusal = Failures.refusalIn(failure);
        if (refusal.isPresent()) {
            refused(response, refusal.get(), locale);
        } else {
            String number = Incident.of(failure).number();
            JsonObjectBuilder details = details("urn:fubako:problem:incident", "Incident", INTERNAL)
                    .add("detail", ProblemTexts.incident(number, locale))
                    .add("incident", number);
            send(response, INTERNAL, details, locale);
        }
    }

    /** The method is not one of those that the resource has (RFC 9110, section 15.5.6). */
    public static void methodNotAllowed(HttpServletResponse response, String allow) throws IOException {
        response.setHeader("Allow", allow);
        send(
                response,
                METHOD_NOT_ALLOWED,
                details("about:blank", "Method Not Allowed", METHOD_NOT_ALLOWED),
                Locale.ENGLISH);
    }

    /** The part of the type behind {@code urn:fubako:problem:}. */
    public static String slug(Problem problem) {
        return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Seconds after which trying again makes sense, for the statuses that say so. */
    public static void retryAfter(HttpServletResponse response, int status) {
        if (status == 429 || status == 503) {
            response.setHeader("Retry-After", RETRY_SECONDS);
        }
    }

    private static void refused(HttpServletResponse response, Refusal refusal, Locale locale) throws IOException {
        int status = HttpStatus.of(refusal.reason());
        Problem problem = refusal.problem();
        retryAfter(response, status);
        JsonObjectBuilder details = details("urn:fubako:problem:" + slug(problem), title(problem), status)
                .add("detail", ProblemTexts.text(problem, refusal.subject(), locale));
        send(response, status, details, locale);
    }

    private static JsonObjectBuilder details(String type, String title, int status) {
        return Json.createObjectBuilder().add("type", type).add("title", title).add("status", status);
    }

    /** The same at every occurrence and in every language, as RFC 9457, section 3.1.3, wants it. */
    private static String title(Problem problem) {
        String words = problem.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static void send(HttpServletResponse response, int status, JsonObjectBuilder details, Locale locale)
            throws IOException {
        byte[] body = details.build().toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Content-Language", locale.getLanguage());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
