package org.fubako.web.portal;

import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.fubako.platform.Problem;

/** What the portal says to its user, in the user's language. */
public record Texts(Locale locale) {

    private static final String MESSAGES = "fubako.web.messages";
    private static final String PROBLEMS = "fubako.web.problems";

    /** In the language of the page being made. */
    public static Texts current() {
        return new Texts(FacesContext.getCurrentInstance().getViewRoot().getLocale());
    }

    public String get(String key, Object... arguments) {
        return text(MESSAGES, key, arguments);
    }

    public String problem(Problem problem, String subject) {
        return text(PROBLEMS, problem.name(), subject);
    }

    private String text(String bundle, String key, Object... arguments) {
        // Without this control, English would be answered in the language of the server's machine.
        ResourceBundle.Control control =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        String pattern = ResourceBundle.getBundle(bundle, locale, Texts.class.getClassLoader(), control)
                .getString(key);
        return new MessageFormat(pattern, locale).format(arguments);
    }
}
