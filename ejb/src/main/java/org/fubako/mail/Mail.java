package org.fubako.mail;

import java.util.Locale;

/**
 * A mail to one recipient.
 *
 * @param subject one line, cut to 200 characters
 * @param text plain text with line ends {@code \n}
 * @param language of both
 */
public record Mail(MailAddress to, String subject, String text, Locale language) {

    private static final int LONGEST_SUBJECT = 200;

    public Mail {
        String line = subject.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        subject = line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT - 1) + "…" : line;
    }
}
