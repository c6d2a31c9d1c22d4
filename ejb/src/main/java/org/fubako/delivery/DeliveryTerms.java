package org.fubako.delivery;

/**
 * What a mail is sent with.
 *
 * @param validDays so long its link opens
 * @param maxOpens so often
 * @param receipt whether the sender is told by mail of each time
 */
public record DeliveryTerms(Authentication authentication, int validDays, int maxOpens, boolean receipt) {}
