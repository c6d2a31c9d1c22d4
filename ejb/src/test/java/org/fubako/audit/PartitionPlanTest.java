package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionPlanTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 28);

    @Test
    void addsFromTodayInAscendingOrder() {
        String sql = plan("p00000000").add().orElseThrow();

        assertThat(sql)
                .startsWith("ALTER TABLE operation_log WAIT 60 ADD PARTITION (PARTITION p20260228 VALUES LESS THAN"
                        + " ('2026-03-01'), PARTITION p20260301 VALUES LESS THAN ('2026-03-02'), ")
                .endsWith("PARTITION p20260404 VALUES LESS THAN ('2026-04-05'))");
        assertThat(sql.split("VALUES LESS THAN")).hasSize(1 + 36);
    }

    @Test
    void addsOnlyWhatIsMissingAboveTheHighest() {
        assertThat(plan("p00000000", "p20260403", "p20260228").add())
                .contains("ALTER TABLE operation_log WAIT 60 ADD PARTITION"
                        + " (PARTITION p20260404 VALUES LESS THAN ('2026-04-05'))");
    }

    @Test
    void hasNothingToAddTheSecondTime() {
        assertThat(plan("p20260404").add()).isEmpty();
    }

    @Test
    void doesNotFillInDaysOfALongStandstill() {
        assertThat(plan("p20260110").add().orElseThrow()).contains("(PARTITION p20260228 ");
    }

    @Test
    void dropsDaysBeforeTheSpareOne() {
        // today and the 89 days before are kept, 2025-11-30 is the spare one
        assertThat(plan("p20251128", "p20251129", "p20251130", "p20251201").drop())
                .contains("ALTER TABLE operation_log WAIT 60 DROP PARTITION p20251128, p20251129");
    }

    @Test
    void neverDropsThePartitionWithoutADay() {
        assertThat(plan("p00000000", "p20260228").drop()).isEmpty();
    }

    private static PartitionPlan plan(String... present) {
        return new PartitionPlan("operation_log", List.of(present), TODAY);
    }
}
