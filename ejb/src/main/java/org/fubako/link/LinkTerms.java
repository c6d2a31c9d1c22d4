package org.fubako.link;

import java.util.List;
import java.util.Optional;
import org.fubako.caller.AddressRanges;
import org.fubako.mail.MailAddress;

/**
 * On what terms a one-time URL is given out.
 *
 * @param validDays from 1 to what the tenant allows
 * @param maxDownloads from 1 to what the tenant allows
 * @param password what the recipient has to enter; empty for none
 * @param recipients whoever opens the link has to prove one of these addresses by a mailed code; none: nobody has to
 * @param addresses from where the link can be used
 */
public record LinkTerms(
        int validDays,
        int maxDownloads,
        Optional<String> password,
        List<MailAddress> recipients,
        AddressRanges addresses) {

    public LinkTerms {
        recipients = List.copyOf(recipients);
    }

    /** Whether whoever opens the link has to know or to prove something. */
    boolean isGuarded() {
        return password.isPresent() || !recipients.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return validDays + " days, " + maxDownloads + " downloads" + (password.isPresent() ? ", password" : "")
                + (recipients.isEmpty() ? "" : ", code to " + recipients.size())
                + (addresses.ranges().isEmpty() ? "" : ", from " + addresses);
    }
}
