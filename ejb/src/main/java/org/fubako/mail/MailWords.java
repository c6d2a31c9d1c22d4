package org.fubako.mail;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of mails of one kind, in one language. */
public final class MailWords {

    private final ResourceBundle words;
    private final Locale language;

    private MailWords(ResourceBundle words, Locale language) {
        this.words = words;
        this.language = language;
    }

    /**
     * In the given language, else in English.
     *
     * @param name of the bundle, such as {@code fubako.storage.notice}
     */
    public static MailWords of(String name, Locale language) {
        return new MailWords(bundle(name, language), language);
    }

    static ResourceBundle bundle(String name, Locale language) {
        return ResourceBundle.getBundle(
                name,
                language,
                MailWords.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The sentence of the key with the arguments in their places. */
    public String say(String key, Object... arguments) {
        return new MessageFormat(words.getString(key), language).format(arguments);
    }

    /** The text of the key as it is. */
    public String word(String key) {
        return words.getString(key);
    }

    public Locale language() {
        return language;
    }
}
