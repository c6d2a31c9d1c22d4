package org.fubako.account;

import java.util.Optional;

/**
 * Which accounts are asked for.
 *
 * @param words part of the name, the comment or the mail address, whatever the case; empty for all
 * @param group the name of a group that they are in
 */
public record AccountQuery(String words, Optional<AccountState> state, Optional<String> group) {

    public static final AccountQuery ALL = new AccountQuery("", Optional.empty(), Optional.empty());

    /** By what a list of accounts is in order; by the name within that. */
    public enum Order {
        NAME,
        COMMENT,
        MAIL,
        EXPIRES,
        CREATED,
        LAST_SIGN_IN
    }

    /**
     * Some of the accounts that are asked for.
     *
     * @param after the name behind which it begins, where the order is that of the names; empty for the beginning
     * @param offset how many of them are left out, from there
     */
    public record Part(Order order, boolean descending, String after, int offset, int limit) {}
}
