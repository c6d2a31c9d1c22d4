package org.fubako.delivery;

import java.util.List;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * What a company allows for the mails of its accounts, and what holds where somebody has chosen nothing.
 *
 * @param permitted at least one, in the order in which they are offered
 * @param usual within what is allowed
 */
public record DeliveryRules(List<Authentication> permitted, int longestDays, int mostOpens, DeliveryTerms usual) {

    /** Of a company that has decided nothing. The safest way that asks for nothing else, and as much as may be chosen of the rest. */
    public static final DeliveryRules INITIAL = new DeliveryRules(
            List.of(Authentication.values()), 7, 5, new DeliveryTerms(Authentication.RANDOM, 7, 5, false));

    public DeliveryRules {
        permitted = List.copyOf(permitted);
    }

    /** What was chosen, where it is allowed; else what is usual. A choice from before a company became stricter is no refusal. */
    public DeliveryTerms inForce(ComposeDefaults chosen) {
        return new DeliveryTerms(
                chosen.authentication().filter(permitted::contains).orElse(usual.authentication()),
                chosen.validDays().filter(this::allowsDays).orElse(usual.validDays()),
                chosen.maxOpens().filter(this::allowsOpens).orElse(usual.maxOpens()),
                chosen.receipt().orElse(usual.receipt()));
    }

    private boolean allowsDays(int days) {
        return days >= 1 && days <= longestDays;
    }

    private boolean allowsOpens(int opens) {
        return opens >= 1 && opens <= mostOpens;
    }

    /** @throws Refusal for what is not allowed */
    void require(ComposeDefaults chosen) {
        if (!chosen.authentication().map(permitted::contains).orElse(true)) {
            throw new Refusal(Problem.DELIVERY_AUTHENTICATION, "");
        }
        if (!chosen.validDays().map(this::allowsDays).orElse(true)) {
            throw new Refusal(Problem.DELIVERY_VALID_DAYS, Integer.toString(longestDays));
        }
        if (!chosen.maxOpens().map(this::allowsOpens).orElse(true)) {
            throw new Refusal(Problem.DELIVERY_MAX_OPENS, Integer.toString(mostOpens));
        }
    }
}
