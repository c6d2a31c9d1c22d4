package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The quota of a space, with many writers and while entries of its use are folded. */
@ExtendWith(SharedFubako.class)
class QuotaIT {

    private static final String BOB = "bob@demo";
    private static final String FOLDER = "/dav/private/quota";
    private static final int WRITERS = 64;
    private static final long ROOM = 200_000;

    private final Fubako fubako;
    private String space;
    private long quotaBefore;
    private long quota;

    QuotaIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void narrowTheSpace() throws Exception {
        assertThat(put("/dav/private/quota-first", 1)).isIn(201, 204);
        assertThat(fubako.call(BOB, "MKCOL", FOLDER, "").statusCode()).isEqualTo(201);
        space = ask(
                "SELECT HEX(s.id) FROM space s JOIN account a ON a.tenant_id = s.tenant_id AND a.id = s.owner_id"
                        + " JOIN tenant t ON t.id = s.tenant_id WHERE t.code = 'demo' AND a.name = 'bob' AND s.kind = 'PRIVATE'");
        fubako.awaitPurge();
        quotaBefore = Long.parseLong(ask("SELECT quota_bytes FROM space WHERE id = X'" + space + "'"));
        quota = used() + ROOM;
        setQuota(quota);
    }

    @AfterEach
    void widenItAgain() throws Exception {
        setQuota(quotaBefore);
        fubako.call(BOB, "DELETE", FOLDER, "");
        fubako.call(BOB, "DELETE", "/dav/private/quota-first", "");
    }

    /** What is known of spaces may be five seconds old. */
    private void setQuota(long bytes) throws Exception {
        fubako.execute("UPDATE space SET quota_bytes = " + bytes + " WHERE id = X'" + space + "'");
        TimeUnit.SECONDS.sleep(6);
    }

    private int put(String path, int length) {
        HttpResponse<byte[]> answer =
                fubako.send(BOB, "PUT", path, new byte[length]).join();
        return answer.statusCode();
    }

    private String ask(String sql) throws Exception {
        try (Connection database = fubako.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private long used() throws Exception {
        return Long.parseLong(ask("SELECT COALESCE(SUM(bytes), 0) FROM space_usage WHERE space_id = X'" + space + "'"));
    }

    private long stored() throws Exception {
        return Long.parseLong(ask("SELECT COALESCE(SUM(r.length), 0) FROM node n JOIN revision r"
                + " ON r.tenant_id = n.tenant_id AND r.node_id = n.id WHERE n.space_id = X'" + space + "'"));
    }

    @Test
    void p11SixtyFourWritersNeverExceedTheQuotaByAByte() throws Exception {
        write(turn -> turn < 12);

        assertThat(used()).isLessThanOrEqualTo(quota).isEqualTo(stored());
        assertFilledExactly("after-writers");
        assertThat(StoreCheck.of(fubako).findings()).isEmpty();
    }

    @Test
    void p11FoldingItsEntriesNeverShowsAWrongSum() throws Exception {
        write(turn -> turn < 4);
        long sum = used();
        String entries = "SELECT COUNT(*) FROM space_usage WHERE space_id = X'" + space + "'";
        assertThat(Integer.parseInt(ask(entries))).isGreaterThan(100);
        // as if they were of the first of January: the job leaves alone what may belong to a transaction under way
        fubako.execute(
                "UPDATE space_usage SET id = CONCAT(X'019B76DAA800', SUBSTR(id, 7)) WHERE space_id = X'" + space + "'");
        Set<Long> sums = new TreeSet<>();
        Wait.until(
                () -> {
                    sums.add(used());
                    return Integer.parseInt(ask(entries)) < 100;
                },
                "the entries are not folded");
        sums.add(used());

        assertThat(sums).containsExactly(sum);
        assertThat(stored()).isEqualTo(sum);
        assertFilledExactly("after-folding");
    }

    private interface Turns {

        boolean goOn(int turn);
    }

    /** New documents, and others in the place of older ones, until it is enough or the space is full. */
    private void write(Turns turns) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int mine = writer;
                Random random = new Random(writer);
                writers.add(() -> {
                    for (int turn = 0; turns.goOn(turn); turn++) {
                        String name = FOLDER + "/" + mine % 32 + "-" + random.nextInt(5);
                        assertThat(put(name, random.nextInt(3_000))).isIn(201, 204, 507);
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
    }

    /** What the server thinks is free is what the database says, to the byte. */
    private void assertFilledExactly(String name) throws Exception {
        int left = Math.toIntExact(quota - used());
        assertThat(put(FOLDER + "/" + name + "-too-much", left + 1)).isEqualTo(507);
        assertThat(put(FOLDER + "/" + name, left)).isEqualTo(201);
        assertThat(put(FOLDER + "/" + name + "-one-more", 1)).isEqualTo(507);
        assertThat(used()).isEqualTo(quota);
    }
}
