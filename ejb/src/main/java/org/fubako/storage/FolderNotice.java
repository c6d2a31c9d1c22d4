package org.fubako.storage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Whom a folder tells by mail what has arrived in it.
 *
 * @param recipients from 1 to 5
 * @param language of the mail: Japanese or English
 */
public record FolderNotice(List<MailAddress> recipients, Locale language) {

    private static final int MOST_RECIPIENTS = 5;
    private static final List<Locale> LANGUAGES = List.of(Locale.JAPANESE, Locale.ENGLISH);

    /** Refuses with NOTICE_RECIPIENTS where their number is wrong. */
    public FolderNotice {
        recipients = recipients.stream().distinct().toList();
        if (recipients.isEmpty() || recipients.size() > MOST_RECIPIENTS) {
            throw new Refusal(Problem.NOTICE_RECIPIENTS, "");
        }
        if (!LANGUAGES.contains(language)) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "language");
        }
    }

    /** Refuses with MAIL_ADDRESS_MALFORMED what is no address. */
    public static FolderNotice of(List<String> recipients, Locale language) {
        return new FolderNotice(recipients.stream().map(FolderNotice::address).toList(), language);
    }

    /** For the operation log. */
    String inWords() {
        return recipients.stream().map(MailAddress::value).collect(Collectors.joining(", "));
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text.strip())
                .orElseThrow(() -> new Refusal(Problem.MAIL_ADDRESS_MALFORMED, Refusal.shown(text)));
    }
}
