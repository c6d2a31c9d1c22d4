package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, P1M, 2026-01-20, 2026-02-28",
        "2026-01-31, P1M, 2026-02-28, 2026-03-31",
        "2026-01-10, P90D, 2026-01-12, 2026-04-10",
        "2024-02-29, P1Y, 2026-11-24, 2027-02-28",
        ", P3M, 2026-11-30, 2027-02-28"
    })
    void countsTheNextDeadlineFromTheOneBefore(LocalDate before, Period lifetime, LocalDate today, LocalDate next) {
        assertThat(Account.nextDeadline(Optional.ofNullable(before), lifetime, today))
                .isEqualTo(next);
    }

    @Test
    void m05TheFirstPasswordOfANewAccountLapsesAsTheTenantWants() {
        Instant now = Instant.parse("2026-11-01T03:00:00Z");
        LocalDate today = LocalDate.of(2026, 11, 1);
        Account account = new Account(new TenantId(new UUID(7, 1)), new UUID(8, 1), "emma", now);
        account.renewEvery(Optional.of(Period.ofDays(90)));
        account.changePassword("hash", now, today);

        assertThat(account.mustChangePassword(today.plusDays(89))).isFalse();
        assertThat(account.mustChangePassword(today.plusDays(90))).isTrue();
        account.renewEvery(Optional.empty());
        account.changePassword("other", now, today);
        assertThat(account.mustChangePassword(today.plusYears(20))).isFalse();
    }
}
