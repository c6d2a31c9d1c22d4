package org.fubako.web.error;

import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.fubako.platform.Problem;

/** What a refusal says to people: what happened, what was kept, what to do. */
public final class ProblemTexts {

    private static final String BUNDLE = "fubako/web/problems";

    private ProblemTexts() {}

    public static String text(Problem problem, String subject, Locale locale) {
        ResourceBundle texts = bundle(locale);
        String shown = subject == null || subject.isBlank()
                ? texts.getString("subject.none")
                : MessageFormat.format(texts.getString("subject.quoted"), subject);
        return MessageFormat.format(texts.getString(problem.name()), shown);
    }

    /** What is said when something failed that should not have. */
    public static String incident(String number, Locale locale) {
        return MessageFormat.format(bundle(locale).getString("incident"), number);
    }

    /** Japanese where the client prefers it to English, English otherwise. */
    public static Locale locale(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage)
                .filter(language -> language.equals("ja") || language.equals("en"))
                .findFirst()
                .map(Locale::new)
                .orElse(Locale.ENGLISH);
    }

    static ResourceBundle bundle(Locale locale) {
        // without the fallback to the language of the server, which would win over the English base
        return ResourceBundle.getBundle(
                BUNDLE,
                locale,
                ProblemTexts.class.getClassLoader(),
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }
}
