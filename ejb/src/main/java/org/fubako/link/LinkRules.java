package org.fubako.link;

import java.util.List;
import java.util.Locale;
import org.fubako.account.RecipientPassword;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.LinkPolicy;

/** What a tenant allows for a link. */
final class LinkRules {

    static final int MOST_RECIPIENTS = 20;

    private LinkRules() {}

    /** @throws Refusal for what is not allowed */
    static void require(LinkPolicy policy, LinkTerms terms) {
        requireDays(policy, terms.validDays());
        if (terms.maxDownloads() < 1 || terms.maxDownloads() > policy.mostDownloads()) {
            throw new Refusal(Problem.LINK_DOWNLOADS, Integer.toString(policy.mostDownloads()));
        }
        terms.password().ifPresent(RecipientPassword::require);
        if (terms.recipients().size() > MOST_RECIPIENTS) {
            throw new Refusal(Problem.LINK_RECIPIENTS, "≤ " + MOST_RECIPIENTS);
        }
        terms.recipients().forEach(mail -> requireDomain(policy, mail));
        requireProtection(
                policy, terms.password().isPresent(), !terms.recipients().isEmpty());
    }

    static void requireDays(LinkPolicy policy, int days) {
        if (days < 1 || days > policy.longestDays()) {
            throw new Refusal(Problem.LINK_VALID_DAYS, Integer.toString(policy.longestDays()));
        }
    }

    /** @throws Refusal LINK_RECIPIENTS with the address, if codes must not be sent there */
    static void requireDomain(LinkPolicy policy, MailAddress mail) {
        String domain = mail.value().substring(mail.value().indexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (!policy.admitsDomain(domain)) {
            throw new Refusal(Problem.LINK_RECIPIENTS, mail.value());
        }
    }

    static void requireProtection(LinkPolicy policy, boolean password, boolean code) {
        if (!policy.demand().isMet(password, code)) {
            throw new Refusal(Problem.LINK_PROTECTION, "");
        }
    }

    /** Whether documents of which some are confidential may be given out like that. */
    static boolean admitsConfidential(LinkPolicy policy, boolean guarded) {
        return switch (policy.confidential()) {
            case FORBIDDEN -> false;
            case PROTECTED -> guarded;
            case ALLOWED -> true;
        };
    }

    /** The same address once. */
    static List<MailAddress> distinct(List<MailAddress> mails) {
        return mails.stream()
                .map(MailedCodes::key)
                .distinct()
                .map(MailAddress::new)
                .toList();
    }
}
