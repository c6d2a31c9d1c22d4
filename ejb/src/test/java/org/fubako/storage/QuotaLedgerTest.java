package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.tenant.Policies;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;
import org.junit.jupiter.api.Test;

class QuotaLedgerTest {

    private static final TenantId TENANT = new TenantId(new UUID(1, 1));
    private static final long PLENTY = 1L << 40;

    /** What is committed, as {@code space_usage} would have it. */
    private final Map<UUID, Long> committed = new HashMap<>();

    private final Space space = space(1, 1_000);
    private final Space other = space(2, PLENTY);
    private long capacity = PLENTY;
    private final QuotaLedger ledger = new QuotaLedger();

    QuotaLedgerTest() {
        ledger.reader = new QuotaReader() {
            @Override
            public Map<UUID, Long> used(TenantId tenant) {
                synchronized (committed) {
                    return Map.copyOf(committed);
                }
            }
        };
        ledger.contracts = new TenantDirectory() {
            @Override
            public TenantInfo info(TenantId tenant) {
                return new TenantInfo(
                        tenant,
                        "demo",
                        "Demo",
                        "FB-1",
                        ZoneOffset.UTC,
                        Policies.DEFAULT,
                        capacity,
                        false,
                        10,
                        Optional.empty());
            }
        };
    }

    private static Space space(long number, long quota) {
        UUID id = new UUID(2, number);
        return new Space(
                TENANT, id, SpaceKind.COMMON, TENANT.value(), "common", new UUID(3, number), quota, Instant.EPOCH);
    }

    private void commit(Space into, long bytes) {
        synchronized (committed) {
            committed.merge(into.id(), bytes, Long::sum);
            assertThat(committed.get(into.id())).isBetween(0L, into.quotaBytes());
            assertThat(committed.values().stream().mapToLong(Long::longValue).sum())
                    .isLessThanOrEqualTo(capacity);
        }
    }

    private boolean fits(Space into, long bytes) {
        try (QuotaLedger.Reservation reservation = ledger.open(into)) {
            reservation.ensure(bytes);
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.problem()).isEqualTo(Problem.OVER_QUOTA);
            return false;
        }
    }

    private void write(Space into, long bytes) {
        try (QuotaLedger.Reservation reservation = ledger.open(into)) {
            reservation.expect(bytes);
            commit(into, bytes);
            reservation.settle();
        }
    }

    @Test
    void c16TheQuotaIsFilledToTheLastByteAndNoFurther() {
        write(space, 999);

        assertThat(fits(space, 2)).isFalse();
        assertThat(fits(space, 1)).isTrue();
        write(space, 1);
        assertThat(fits(space, 1)).isFalse();
    }

    @Test
    void c16WhatOthersHaveReservedCountsUntilTheyGiveItBack() {
        QuotaLedger.Reservation first = ledger.open(space);
        first.ensure(600);

        assertThat(fits(space, 401)).isFalse();
        first.close();
        assertThat(fits(space, 401)).isTrue();
        first.close();
        assertThat(fits(space, 1_001)).isFalse();
    }

    @Test
    void c16TheContractBindsAllSpacesTogether() {
        capacity = 1_500;
        write(space, 800);
        write(other, 600);

        assertThat(fits(other, 101)).isFalse();
        assertThat(fits(other, 100)).isTrue();
    }

    @Test
    void c16WhatIsGivenBackIsFreeAgainAfterItsCommit() {
        write(space, 1_000);
        try (QuotaLedger.Reservation returned = ledger.openReturn(TENANT, space.id())) {
            returned.expect(-400);
            assertThat(fits(space, 1)).isFalse();
            commit(space, -400);
            returned.settle();
        }

        assertThat(fits(space, 401)).isFalse();
        assertThat(fits(space, 400)).isTrue();
    }

    @Test
    void c16ACommitThatNobodyHasHeardOfKeepsItsBytes() {
        QuotaLedger.Reservation lost = ledger.open(space);
        lost.ensure(700);
        lost.doubt();
        lost.close();

        assertThat(fits(space, 301)).isFalse();
        assertThat(fits(space, 300)).isTrue();
    }

    @Test
    void c16AnotherTenantHasItsOwnFigures() {
        write(space, 1_000);
        TenantId stranger = new TenantId(new UUID(9, 9));
        committed.clear();

        try (QuotaLedger.Reservation reservation = ledger.openReturn(stranger, space.id())) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> reservation.ensure(1));
        }
        assertThat(fits(space, 1)).isFalse();
    }

    @Test
    void c16SixtyFourWritersNeverExceedAQuotaAndEndWithWhatIsCommitted() throws Exception {
        committed.put(space.id(), 100L);
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int writer = 0; writer < 64; writer++) {
                Random random = new Random(writer);
                writers.add(() -> {
                    for (int turn = 0; turn < 200; turn++) {
                        turn(random);
                    }
                    return true;
                });
            }
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        long left = space.quotaBytes() - committed.get(space.id());
        assertThat(fits(space, left + 1)).isFalse();
        assertThat(fits(space, left)).isTrue();
    }

    /** A new document, one that takes the place of a larger or smaller one, one that fails, or a deletion. */
    private void turn(Random random) {
        long length = random.nextInt(60);
        try (QuotaLedger.Reservation reservation = ledger.open(space)) {
            reservation.ensure(length);
            Thread.yield();
            if (random.nextInt(5) > 0) {
                reservation.expect(length);
                commit(space, length);
                reservation.settle();
                giveBack(random.nextInt(3) == 0 ? length : 0);
            }
        } catch (Refusal full) {
            assertThat(full.problem()).isEqualTo(Problem.OVER_QUOTA);
        }
    }

    private void giveBack(long bytes) {
        try (QuotaLedger.Reservation returned = ledger.openReturn(TENANT, space.id())) {
            returned.expect(-bytes);
            commit(space, -bytes);
            returned.settle();
        }
    }
}
