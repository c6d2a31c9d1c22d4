package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Server, database, or both are killed at some moment while several write, move and delete; then everything is started again on the
 * same data. What was acknowledged is there; what was under way has happened, or not; nothing is half. So often as {@code fubako.kills}
 * says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillsIT {

    private static final String ALICE = "alice@demo";
    private static final int WRITERS = 6;
    private static final int NAMES = 12;
    private static final int LARGEST = 150_000;

    @TempDir
    static Path folder;

    private final Random random = new Random(20261125);
    private final AtomicBoolean dying = new AtomicBoolean();
    private Fubako fubako;

    private enum Death {
        OF_ALL,
        OF_THE_SERVER,
        OF_THE_DATABASE
    }

    /** One who knows what must be under each of his names: nobody else writes there. */
    private final class Writer implements Callable<Integer> {

        private final String home;
        private final Random dice;
        private final Map<String, Optional<byte[]>> known = new LinkedHashMap<>();

        /** What may be there instead, because nobody has heard how it ended. */
        private final Map<String, Optional<byte[]>> perhaps = new LinkedHashMap<>();

        Writer(int number) {
            home = "/dav/common/writer" + number + "/";
            dice = new Random(number);
        }

        private String name() {
            return home + "n" + dice.nextInt(NAMES) + ".bin";
        }

        /** How many changes were acknowledged before the end. */
        @Override
        public Integer call() throws Exception {
            int acknowledged = 0;
            while (!dying.get()) {
                if (!change()) {
                    return acknowledged;
                }
                acknowledged++;
            }
            return acknowledged;
        }

        private boolean change() throws Exception {
            String name = name();
            boolean there = known.getOrDefault(name, Optional.empty()).isPresent();
            int what = dice.nextInt(10);
            if (there && what == 0) {
                return send("DELETE", name, new byte[0], Map.of(name, Optional.empty()));
            }
            if (there && what == 1) {
                return move(name, name());
            }
            byte[] content = new byte[dice.nextInt(LARGEST)];
            dice.nextBytes(content);
            return send("PUT", name, content, Map.of(name, Optional.of(content)));
        }

        private boolean move(String from, String to) throws Exception {
            if (from.equals(to)) {
                return true;
            }
            Map<String, Optional<byte[]>> outcome = new LinkedHashMap<>();
            outcome.put(from, Optional.empty());
            outcome.put(to, known.get(from));
            return send(
                    "MOVE",
                    from,
                    new byte[0],
                    outcome,
                    "Destination",
                    fubako.uri(to).toString());
        }

        private boolean send(
                String method, String name, byte[] body, Map<String, Optional<byte[]>> outcome, String... fields)
                throws Exception {
            try {
                HttpResponse<byte[]> answer =
                        fubako.send(ALICE, method, name, body, fields).join();
                if (answer.statusCode() >= 300) {
                    assertThat(answer.statusCode()).as("%s %s", method, name).isGreaterThanOrEqualTo(500);
                    perhaps.putAll(outcome);
                    return false;
                }
            } catch (CompletionException broken) {
                perhaps.putAll(outcome);
                return false;
            }
            known.putAll(outcome);
            return true;
        }

        /** All of a change or nothing of it. */
        void require() {
            boolean as = matches(known);
            Map<String, Optional<byte[]>> other = new LinkedHashMap<>(known);
            other.putAll(perhaps);
            assertThat(as || matches(other))
                    .as("%s: %s", home, perhaps.keySet())
                    .isTrue();
            if (!as) {
                known.putAll(perhaps);
            }
            perhaps.clear();
        }

        private boolean matches(Map<String, Optional<byte[]>> expected) {
            return expected.entrySet().stream().allMatch(each -> {
                HttpResponse<byte[]> got =
                        fubako.send(ALICE, "GET", each.getKey(), new byte[0]).join();
                return each.getValue()
                        .map(content -> got.statusCode() == 200 && Arrays.equals(got.body(), content))
                        .orElse(got.statusCode() == 404);
            });
        }
    }

    private void start() throws Exception {
        fubako = Fubako.start(folder.resolve("data"), Map.of());
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalf() throws Exception {
        start();
        List<Writer> writers = new ArrayList<>();
        for (int number = 0; number < WRITERS; number++) {
            writers.add(new Writer(number));
            assertThat(fubako.call(ALICE, "MKCOL", "/dav/common/writer" + number, "")
                            .statusCode())
                    .isEqualTo(201);
        }
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        int kills = Integer.getInteger("fubako.kills", 10);
        try {
            for (int round = 0; round < kills; round++) {
                Death death = Death.values()[round % Death.values().length];
                assertThat(work(threads, writers, death)).as("round %s", round).isPositive();
                start();
                writers.forEach(Writer::require);
                assertThat(StoreCheck.of(fubako).findings())
                        .as("round %s, death %s", round, death)
                        .isEmpty();
                assertThat(StoreCheck.temporary(fubako)).isEmpty();
            }
        } finally {
            threads.shutdownNow();
            fubako.close();
        }
    }

    private int work(ExecutorService threads, List<Writer> writers, Death death) throws Exception {
        dying.set(false);
        List<Future<Integer>> running = writers.stream().map(threads::submit).toList();
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(2_500));
        die(death);
        dying.set(true);
        int acknowledged = 0;
        for (Future<Integer> each : running) {
            acknowledged += each.get();
        }
        return acknowledged;
    }

    private void die(Death death) throws Exception {
        switch (death) {
            case OF_ALL -> fubako.kill();
            case OF_THE_SERVER -> {
                List<ProcessHandle> servers = fubako.process()
                        .descendants()
                        .filter(each -> each.info().command().orElse("").endsWith("java"))
                        .toList();
                assertThat(servers).isNotEmpty();
                servers.forEach(ProcessHandle::destroyForcibly);
                fubako.awaitExit();
            }
            case OF_THE_DATABASE -> {
                fubako.databaseProcess().orElseThrow().destroyForcibly();
                fubako.awaitExit();
            }
        }
    }
}
