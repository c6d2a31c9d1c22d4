package org.fubako.web.error;

import jakarta.json.Json;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The body of an answer that says no (RFC 9457). */
public record ProblemBody(String type, String title, int status, String detail) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String BUNDLE = "fubako.web.problems";

    public static ProblemBody of(Refusal refusal, Locale locale) {
        return of(refusal.problem(), HttpStatus.of(refusal.reason()), refusal.subject(), locale);
    }

    public static ProblemBody of(Problem problem, int status, String subject, Locale locale) {
        String kebab = problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new ProblemBody(
                "urn:fubako:problem:" + kebab, sentence(kebab), status, detail(problem, subject, locale));
    }

    /** The user gets a number to tell; what happened is in the server's log under that number. */
    public static ProblemBody of(Incident incident) {
        return new ProblemBody("urn:fubako:problem:incident", "Incident", 500, "Incident " + incident.number());
    }

    /** For what HTTP itself refuses; such a status says all there is to say (RFC 9457, section 4.2.1). */
    public static ProblemBody plain(int status, String phrase) {
        return new ProblemBody("about:blank", phrase, status, phrase);
    }

    private static String detail(Problem problem, String subject, Locale locale) {
        try {
            ResourceBundle bundle = ResourceBundle.getBundle(
                    BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
            return new MessageFormat(bundle.getString(problem.name()), locale).format(new Object[] {subject});
        } catch (MissingResourceException e) {
            return subject.isEmpty() ? problem.name() : problem.name() + ": " + subject;
        }
    }

    private static String sentence(String kebab) {
        return Character.toUpperCase(kebab.charAt(0)) + kebab.substring(1).replace('-', ' ');
    }

    public String json() {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .build()
                .toString();
    }
}
