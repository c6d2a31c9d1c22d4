package org.fubako.web.error;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Reason;
import org.fubako.platform.Refusal;

/**
 * The body of an answer that says no (RFC 9457).
 *
 * @param title the same at every occurrence and in every language, as section 3.1.3 wants it
 * @param retryAfter seconds after which trying again makes sense, where it does
 * @param incident the number under which the server's log has the cause, where something broke
 */
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        Locale language,
        Optional<String> retryAfter,
        Optional<String> incident) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String RETRY_SECONDS = "5";
    private static final int INTERNAL = 500;

    /** A refusal, or an incident whose number alone goes out. */
    public static ProblemBody of(Throwable failure, Locale locale) {
        return Failures.refusalIn(failure)
                .map(refusal -> of(refusal, locale))
                .orElseGet(() -> of(Incident.of(failure), locale));
    }

    public static ProblemBody of(Refusal refusal, Locale locale) {
        return of(refusal.problem(), HttpStatus.of(refusal.reason()), refusal.subject(), locale);
    }

    /** For a problem that HTTP answers with another status here than elsewhere. */
    public static ProblemBody of(Problem problem, int status, String subject, Locale locale) {
        String words = problem.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new ProblemBody(
                "urn:fubako:problem:" + slug(problem),
                Character.toUpperCase(words.charAt(0)) + words.substring(1),
                status,
                ProblemTexts.text(problem, subject, locale),
                locale,
                retryAfter(problem, status, subject),
                Optional.empty());
    }

    private static ProblemBody of(Incident incident, Locale locale) {
        return new ProblemBody(
                "urn:fubako:problem:incident",
                "Incident",
                INTERNAL,
                ProblemTexts.incident(incident.number(), locale),
                locale,
                Optional.empty(),
                Optional.of(incident.number()));
    }

    /** For what HTTP itself refuses; such a status says all there is to say (RFC 9457, section 4.2.1). */
    public static ProblemBody plain(int status, String phrase) {
        return new ProblemBody(
                "about:blank", phrase, status, phrase, Locale.ENGLISH, Optional.empty(), Optional.empty());
    }

    /** The part of the type behind {@code urn:fubako:problem:}. */
    public static String slug(Problem problem) {
        return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A brake says how long it holds; elsewhere a moment is enough. */
    private static Optional<String> retryAfter(Problem problem, int status, String subject) {
        if (status != 429 && status != 503) {
            return Optional.empty();
        }
        return Optional.of(problem.reason() == Reason.TOO_MANY ? subject : RETRY_SECONDS);
    }

    public String json() {
        JsonObjectBuilder members = Json.createObjectBuilder()
                .add("type", type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail);
        incident.ifPresent(number -> members.add("incident", number));
        return members.build().toString();
    }
}
