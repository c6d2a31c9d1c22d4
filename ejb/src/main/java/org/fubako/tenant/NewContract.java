package org.fubako.tenant;

import java.util.Set;

/**
 * What is agreed with a customer.
 *
 * @param number of the service code, from 0 to 99,999,999; unique
 * @param capacityBytes for all spaces together
 * @throws IllegalArgumentException when the options do not fit the item
 */
public record NewContract(
        int number, ServiceItem item, Set<ServiceOption> options, long capacityBytes, int maxAccounts, int maxGroups) {

    public NewContract {
        options = Set.copyOf(options);
        if (options.contains(ServiceOption.DISASTER_RECOVERY) && item != ServiceItem.LARGE) {
            throw new IllegalArgumentException("a copy at a second site comes with the large item only");
        }
    }
}
