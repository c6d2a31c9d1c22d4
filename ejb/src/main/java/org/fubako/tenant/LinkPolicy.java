package org.fubako.tenant;

import java.util.List;
import java.util.Optional;

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

    /** Whether codes may be sent to addresses of a domain, which is written in lower case. */
    public boolean admitsDomain(String domain) {
        return (allowedDomains.isEmpty() || isAmong(allowedDomains, domain)) && !isAmong(forbiddenDomains, domain);
    }

    private static boolean isAmong(List<String> domains, String domain) {
        return domains.stream().anyMatch(one -> domain.equals(one) || domain.endsWith("." + one));
    }
}
