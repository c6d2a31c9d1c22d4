package org.fubako.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryRulesTest {

    private static final DeliveryRules STRICT = new DeliveryRules(
            List.of(Authentication.ACCOUNT, Authentication.RANDOM),
            3,
            1,
            new DeliveryTerms(Authentication.ACCOUNT, 2, 1, true));

    private static Problem problem(DeliveryRules rules, ComposeDefaults chosen) {
        return catchThrowableOfType(Refusal.class, () -> rules.require(chosen)).problem();
    }

    @Test
    void whereNothingIsChosenWhatIsUsualHolds() {
        DeliveryRules.INITIAL.require(ComposeDefaults.NONE);

        assertThat(DeliveryRules.INITIAL.inForce(ComposeDefaults.NONE))
                .isEqualTo(new DeliveryTerms(Authentication.RANDOM, 7, 5, false));
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void whatIsChosenHolds(Authentication authentication) {
        ComposeDefaults chosen =
                new ComposeDefaults(Optional.of(authentication), Optional.of(1), Optional.of(5), Optional.of(true));
        DeliveryRules.INITIAL.require(chosen);

        assertThat(DeliveryRules.INITIAL.inForce(chosen)).isEqualTo(new DeliveryTerms(authentication, 1, 5, true));
    }

    @Test
    void whatIsForbiddenMeanwhileIsReplacedAndTheRestHolds() {
        ComposeDefaults chosen = new ComposeDefaults(
                Optional.of(Authentication.NONE), Optional.of(7), Optional.of(5), Optional.of(false));

        assertThat(STRICT.inForce(chosen)).isEqualTo(new DeliveryTerms(Authentication.ACCOUNT, 2, 1, false));
        assertThat(STRICT.inForce(chosen.withValidDays(Optional.of(3))))
                .extracting(DeliveryTerms::validDays)
                .isEqualTo(3);
    }

    @Test
    void aWayThatIsNotPermittedIsRefused() {
        assertThat(problem(STRICT, ComposeDefaults.NONE.withAuthentication(Optional.of(Authentication.NONE))))
                .isEqualTo(Problem.DELIVERY_AUTHENTICATION);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 8, 14, Integer.MAX_VALUE})
    void daysOutOfRangeAreRefused(int days) {
        assertThat(problem(DeliveryRules.INITIAL, ComposeDefaults.NONE.withValidDays(Optional.of(days))))
                .isEqualTo(Problem.DELIVERY_VALID_DAYS);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 6, Integer.MAX_VALUE})
    void opensOutOfRangeAreRefused(int opens) {
        assertThat(problem(DeliveryRules.INITIAL, ComposeDefaults.NONE.withMaxOpens(Optional.of(opens))))
                .isEqualTo(Problem.DELIVERY_MAX_OPENS);
    }

    @Test
    void onlyWhatDiffersIsToldWithWhatItWas() {
        ComposeDefaults before = ComposeDefaults.NONE.withValidDays(Optional.of(7));
        ComposeDefaults after = before.withValidDays(Optional.empty()).withReceipt(Optional.of(true));

        assertThat(after.differences(before))
                .hasSize(2)
                .containsEntry("validDays", "7 → ")
                .containsEntry("receipt", " → true");
        assertThat(after.differences(after)).isEmpty();
    }
}
