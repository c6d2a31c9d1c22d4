package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fubako.audit.AuditFixture.ALICE;
import static org.fubako.audit.AuditFixture.CAROL;
import static org.fubako.audit.AuditFixture.NOW;
import static org.fubako.audit.AuditFixture.TODAY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fubako.audit.LogService.LogPage;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogServiceTest {

    private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

    private final AuditFixture audit = new AuditFixture();
    private final LogService service = audit.service;

    @Test
    void readingTakesTheRoleAndTheRefusalIsLogged() {
        assertRefused(Problem.ROLE_MISSING, () -> service.page(ALICE, TODAY, TODAY, 10, Optional.empty()));
        assertRefused(Problem.ROLE_MISSING, () -> service.checkExport(ALICE, TODAY, TODAY));

        assertThat(audit.rows).extracting(LogRow::result).containsExactly("ROLE_MISSING", "ROLE_MISSING");
    }

    @Test
    void keepsNinetyDaysWithToday() {
        service.checkExport(CAROL, TODAY.minusDays(89), TODAY);

        assertRefused(Problem.PERIOD_NOT_KEPT, () -> service.checkExport(CAROL, TODAY.minusDays(90), TODAY));
        assertRefused(Problem.PERIOD_NOT_KEPT, () -> service.checkExport(CAROL, TODAY, TODAY.plusDays(1)));
        assertRefused(Problem.DATE_INVALID, () -> service.checkExport(CAROL, TODAY, TODAY.minusDays(1)));
    }

    @Test
    void pagesGoFromTheNewestToTheOldestOverDays() {
        for (int i = 0; i < 3; i++) {
            audit.add("y" + i, YESTERDAY, Optional.empty());
        }
        for (int i = 0; i < 3; i++) {
            audit.add("t" + i, NOW, Optional.empty());
        }

        List<String> seen = new ArrayList<>();
        LogPage page = service.page(CAROL, TODAY.minusDays(2), TODAY, 2, Optional.empty());
        int pages = 1;
        while (page.next().isPresent()) {
            page.items().forEach(line -> seen.add(line.result()));
            page = service.page(CAROL, TODAY.minusDays(2), TODAY, 2, page.next());
            pages++;
        }
        page.items().forEach(line -> seen.add(line.result()));

        assertThat(seen).containsExactly("ok", "t2", "t1", "t0", "y2", "y1", "y0");
        assertThat(audit.rows)
                .filteredOn(row -> row.action().equals("LOG_VIEW"))
                .hasSize(pages);
    }

    @Test
    void aPageMayBeOfLinesAboutOnePathOnly() {
        audit.add("of a", YESTERDAY, Optional.empty());
        LogEvent elsewhere = LogEvent.of(ALICE, Action.UPLOAD, "/common/b");
        audit.rows.add(LogRow.of(elsewhere, audit.log.ids.next(), NOW, Optional.empty()));
        LogEvent arrival = LogEvent.of(ALICE, Action.MOVE, "/common/b").to("/common/a");
        audit.rows.add(LogRow.of(arrival, audit.log.ids.next(), NOW, Optional.empty()));

        LogPage page = service.page(CAROL, TODAY.minusDays(2), TODAY, Optional.of("/common/a"), 10, Optional.empty());

        assertThat(page.items()).extracting(LogLine::action).containsExactly("MOVE", "DOWNLOAD");
        assertThat(audit.rows)
                .filteredOn(row -> row.action().equals("LOG_VIEW"))
                .extracting(LogRow::destination)
                .containsExactly("2026-11-22/2026-11-24 /common/a");
    }

    @Test
    void hidesTheStartOfADownloadThatHasEnded() {
        LogRow ended = audit.add(LogRow.STARTED, YESTERDAY, Optional.empty());
        audit.add(LogRow.STARTED, NOW, Optional.empty());
        audit.add("ok", NOW, Optional.of(ended.id()));

        List<String> exported = new ArrayList<>();
        service.export(CAROL, TODAY.minusDays(1), TODAY, line -> exported.add(line.action() + " " + line.result()));

        assertThat(exported).containsExactly("DOWNLOAD started", "DOWNLOAD ok", "LOG_EXPORT ok");
    }

    @Test
    void exportsMoreThanAChunkOldestFirst() {
        for (int i = 0; i < 4_500; i++) {
            audit.add("r" + i, YESTERDAY, Optional.empty());
        }

        List<String> exported = new ArrayList<>();
        service.export(CAROL, TODAY.minusDays(1), TODAY.minusDays(1), line -> exported.add(line.result()));

        assertThat(exported).hasSize(4_500).startsWith("r0", "r1").endsWith("r4499");
    }

    @Test
    void cursorSurvivesTheWayOutAndBack() {
        LogPosition position = new LogPosition(TODAY, UUID.randomUUID());

        assertThat(LogPosition.parse(position.cursor())).isEqualTo(position);
        assertThat(position.cursor()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "****", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "あ"})
    void refusesForeignCursors(String cursor) {
        assertRefused(Problem.CURSOR_INVALID, () -> service.page(CAROL, TODAY, TODAY, 10, Optional.of(cursor)));
    }

    @Test
    void refusesCursorsOfOtherPeriods() {
        String old = new LogPosition(TODAY.minusDays(80), new UUID(1, 1)).cursor();

        assertRefused(Problem.CURSOR_INVALID, () -> service.page(CAROL, TODAY, TODAY, 10, Optional.of(old)));
    }

    private static void assertRefused(Problem problem, ThrowingCallable call) {
        assertThat(catchThrowableOfType(Refusal.class, call))
                .extracting(Refusal::problem)
                .isEqualTo(problem);
    }
}
