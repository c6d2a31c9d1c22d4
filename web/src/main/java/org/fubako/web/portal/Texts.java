package org.fubako.web.portal;

import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.fubako.platform.Refusal;
import org.fubako.web.error.ProblemTexts;

/** What the portal says to its user, in the user's language. */
public record Texts(Locale locale) {

    private static final String MESSAGES = "fubako.web.messages";

    /** In the language of the page being made. */
    public static Texts current() {
        return new Texts(FacesContext.getCurrentInstance().getViewRoot().getLocale());
    }

    public String get(String key, Object... arguments) {
        return new MessageFormat(bundle(locale).getString(key), locale).format(arguments);
    }

    /** Names what was refused as the page does: by its name, without the way to it. */
    public String problem(Refusal refusal) {
        String subject = refusal.subject();
        String shown = subject.startsWith("/") ? subject.substring(subject.lastIndexOf('/') + 1) : subject;
        return ProblemTexts.text(refusal.problem(), shown, locale);
    }

    static ResourceBundle bundle(Locale locale) {
        // Without this control, English would be answered in the language of the server's machine.
        return ResourceBundle.getBundle(
                MESSAGES,
                locale,
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
