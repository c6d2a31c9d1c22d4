package org.fubako.tenant;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * What a tenant allows those who give documents out by one-time URLs and take them in by receive folders.
 *
 * @param longestDays how long a link may be valid, 1 to {@value #MOST_DAYS}
 * @param mostDownloads how often a link may be used, 1 to {@value #MOST_DOWNLOADS}
 * @param demand how every link must be protected
 * @param confidential what holds for documents that are labelled confidential
 * @param mostLive how many links of the tenant may be in force at once; empty for as many as the contract has
 * @param allowedDomains domains of mail addresses to which codes are sent; empty for all. A domain stands for those below it too
 * @param forbiddenDomains domains to which none are sent, even if they are allowed otherwise
 */
public record LinkPolicy(
        int longestDays,
        int mostDownloads,
        Demand demand,
        Confidential confidential,
        Optional<Integer> mostLive,
        List<String> allowedDomains,
        List<String> forbiddenDomains) {

    public static final int MOST_DAYS = 14;
    public static final int MOST_DOWNLOADS = 1_000;
    public static final int MOST_DOMAINS = 100;

    private static final int LONGEST_DOMAIN = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    public static final LinkPolicy DEFAULT =
            new LinkPolicy(7, 100, Demand.NONE, Confidential.FORBIDDEN, Optional.empty(), List.of(), List.of());

    /** Keeps copies of its own. */
    public LinkPolicy {
        allowedDomains = List.copyOf(allowedDomains);
        forbiddenDomains = List.copyOf(forbiddenDomains);
    }

    /** How a link has to be protected. */
    public enum Demand {
        NONE,
        PASSWORD,
        /** A code that is mailed to the recipient. */
        CODE,
        /** One of both. */
        EITHER;

        /** Whether a link is protected well enough. */
        public boolean isMet(boolean password, boolean code) {
            return switch (this) {
                case NONE -> true;
                case PASSWORD -> password;
                case CODE -> code;
                case EITHER -> password || code;
            };
        }
    }

    /** Whether confidential documents may be given out by a link. */
    public enum Confidential {
        FORBIDDEN,
        /** With a password or a mailed code. */
        PROTECTED,
        ALLOWED
    }

    /**
     * Domains as they are written, in lower case and as the network knows them; one that comes twice is kept once.
     *
     * @throws Refusal MAIL_DOMAIN_MALFORMED for what is no name of a domain
     */
    public static List<String> domains(List<String> written) {
        return written.stream().map(LinkPolicy::domain).distinct().toList();
    }

    private static String domain(String written) {
        String plain = ascii(written.strip()).toLowerCase(Locale.ROOT);
        List<String> labels = List.of(plain.split("\\.", -1));
        boolean name = plain.length() <= LONGEST_DOMAIN
                && labels.stream().allMatch(label -> LABEL.matcher(label).matches())
                // an address of the network is no domain
                && !DIGITS.matcher(labels.get(labels.size() - 1)).matches();
        if (!name) {
            throw new Refusal(Problem.MAIL_DOMAIN_MALFORMED, Refusal.shown(written));
        }
        return plain;
    }

    private static String ascii(String written) {
        try {
            return IDN.toASCII(written);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Whether codes may be sent to addresses of a domain, which is written in lower case. */
    public boolean admitsDomain(String domain) {
        return (allowedDomains.isEmpty() || isAmong(allowedDomains, domain)) && !isAmong(forbiddenDomains, domain);
    }

    private static boolean isAmong(List<String> domains, String domain) {
        return domains.stream().anyMatch(one -> domain.equals(one) || domain.endsWith("." + one));
    }
}
