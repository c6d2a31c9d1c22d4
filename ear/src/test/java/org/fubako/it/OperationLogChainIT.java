package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody who rules the database changes the operation log, and is found. On a server of its own: it has a closed day, two
 * days back, whose lines were written with the true key, and each thief puts back what he has taken.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationLogChainIT {

    private static final String ALICE = "alice@demo";
    private static final String CAROL = "carol@demo";
    private static final String VERIFICATION = "/api/v1/logs/operations/verification";
    private static final int LINES = 9;

    private static final List<String> TABLES =
            List.of("operation_log", "log_leaf", "log_checkpoint", "log_day_root", "log_day_head", "log_verification");

    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Tokyo"));
    private final String day = today.minusDays(2).toString();

    private Path folder;
    private Fubako fubako;
    private byte[] demo;

    @BeforeAll
    void closeADay(@TempDir Path temporary) throws Exception {
        folder = temporary;
        fubako = Fubako.start(folder.resolve("data"), Map.of());
        byte[] key = SealedLine.key(fubako.data());
        try (Connection database = fubako.database()) {
            demo = bytes(database, "SELECT id FROM tenant WHERE code = 'demo'");
            byte[] other = bytes(database, "SELECT id FROM tenant WHERE code = 'other'");
            // not committed line by line, so that the day cannot be closed with a part of them
            database.setAutoCommit(false);
            for (int i = 0; i < LINES; i++) {
                SealedLine.at(day, demo, "/common/書類-" + i).insert(database, key);
                SealedLine.at(day, other, "/common/other-" + i).insert(database, key);
            }
            SealedLine.at(day, demo, "/common/forged").insert(database, new byte[32]);
            database.commit();
        }
        Wait.until(
                () -> number("SELECT COUNT(*) FROM log_day_head WHERE day = '" + day + "'") == 1,
                "the day is not closed");
    }

    @AfterAll
    void stop() throws Exception {
        fubako.close();
    }

    private static byte[] bytes(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getBytes(1);
        }
    }

    private long number(String sql) throws Exception {
        try (Connection database = fubako.database();
                Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    private void execute(List<String> statements) throws Exception {
        try (Connection database = fubako.database();
                Statement statement = database.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private JsonObject verify(String account, String of) throws Exception {
        return LogReader.json(fubako.call(account, "GET", VERIFICATION + "?day=" + of, ""));
    }

    private List<String> kinds(String account, String of) throws Exception {
        return verify(account, of).getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                .map(finding -> finding.getString("kind"))
                .toList();
    }

    /** Until every line of today has its leaf, apart from those that asking makes. */
    private void awaitSequenced() throws Exception {
        long lines = number("SELECT COUNT(*) FROM operation_log WHERE day = '" + today + "'");
        Wait.until(
                () -> number("SELECT COUNT(*) FROM log_leaf WHERE day = '" + today + "'") >= lines,
                "lines get no leaf");
    }

    @Test
    @Order(1)
    void theDailyVerificationFindsAForgedLineAndSaysSoInTheServersLog() throws Exception {
        execute(List.of("UPDATE job_run SET last_started = NULL WHERE job = 'log-verify'"));
        String ofTheDay = " FROM log_verification WHERE day = '" + day + "'";
        Wait.until(() -> number("SELECT COUNT(*)" + ofTheDay) == 1, "the day is not verified");

        assertThat(number("SELECT findings" + ofTheDay)).isEqualTo(1);
        assertThat(number("SELECT leaves" + ofTheDay)).isEqualTo(2L * LINES);
        Wait.until(
                () -> number(
                                "SELECT COUNT(*) FROM job_run WHERE job = 'log-verify' AND last_result LIKE 'failed%findings%'")
                        == 1,
                "the job has not failed");
        assertThat(fubako.log()).contains("the operation log was tampered with", "ADDED line");
        assertThat(kinds(CAROL, day)).containsExactly("added");

        execute(List.of(
                "DROP TRIGGER operation_log_no_delete", "DELETE FROM operation_log WHERE path = '/common/forged'"));
        JsonObject report = verify(CAROL, day);
        assertThat(report.getBoolean("intact")).isTrue();
        assertThat(report.getBoolean("closed")).isTrue();
        assertThat(report.getInt("lines")).isEqualTo(LINES);
    }

    @Test
    @Order(2)
    void theDatabaseRefusesToChangeOrDeleteWhatIsLogged() throws Exception {
        awaitSequenced();
        for (String table : TABLES) {
            assertThat(number("SELECT COUNT(*) FROM " + table)).as(table).isPositive();
            assertThatThrownBy(() -> execute(List.of("UPDATE " + table + " SET day = '2026-01-01'")))
                    .hasMessageContaining(table + " is insert only");
            if (!table.equals("operation_log")) { // whose trigger the first test has dropped
                assertThatThrownBy(() -> execute(List.of("DELETE FROM " + table)))
                        .hasMessageContaining(table + " is insert only");
            }
        }
    }

    /** From the rows to the root, and from the note to the key, with nothing of Fubako's own. */
    @Test
    @Order(3)
    void anOutsiderComputesTheRootAndVerifiesTheSignature() throws Exception {
        JsonObject report = verify(CAROL, day);
        List<String> note = report.getString("checkpoint").lines().toList();
        byte[] root;
        try (Connection database = fubako.database()) {
            root = SealedLine.root(SealedLine.sequenced(database, day, demo));
        }

        assertThat(note.get(0)).startsWith("fubako/operations/").endsWith("/" + day);
        assertThat(note.get(1)).isEqualTo(Integer.toString(LINES));
        assertThat(note.get(2)).isEqualTo(Base64.getEncoder().encodeToString(root));
        byte[] typed =
                Base64.getDecoder().decode(report.getString("verifierKey").split("\\+", 3)[2]);
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + 32);
        System.arraycopy(typed, 1, encoded, prefix.length, 32);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        byte[] signature =
                Base64.getDecoder().decode(note.get(4).substring(note.get(4).lastIndexOf(' ') + 1));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update((String.join("\n", note.subList(0, 3)) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(Arrays.copyOfRange(signature, 4, 68))).isTrue();
        assertThat(fubako.log()).contains(report.getString("verifierKey"));
        assertThat(Files.readString(checkpointFile(day))).contains(report.getString("checkpoint"));
    }

    private Path checkpointFile(String of) {
        return fubako.data().resolve("audit/checkpoints/" + of + ".log");
    }

    /** What is done, how it is undone, and what is to be found; {@code D} stands for the day and the tenant. */
    record Theft(String name, String found, List<String> take, List<String> putBack) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String FIRST = "(SELECT row_id FROM log_leaf WHERE D AND position = 4)";

    static Stream<Theft> thefts() {
        return Stream.of(
                new Theft(
                        "a line is changed",
                        "changed",
                        List.of("UPDATE operation_log SET account = 'bob' WHERE D AND path LIKE '%-3'"),
                        List.of("UPDATE operation_log SET account = 'alice' WHERE D AND path LIKE '%-3'")),
                new Theft(
                        "a line is changed by a millisecond",
                        "changed",
                        List.of("UPDATE operation_log SET millis = millis + 1 WHERE D AND path LIKE '%-3'"),
                        List.of("UPDATE operation_log SET millis = millis - 1 WHERE D AND path LIKE '%-3'")),
                new Theft(
                        "a line is deleted",
                        "missing",
                        List.of(
                                "CREATE TABLE taken AS SELECT * FROM operation_log WHERE D AND id = " + FIRST,
                                "DELETE FROM operation_log WHERE D AND id = " + FIRST),
                        List.of("INSERT INTO operation_log SELECT * FROM taken", "DROP TABLE taken")),
                new Theft(
                        "a line is deleted with its leaf, and the gap closed",
                        "truncated",
                        List.of(
                                "CREATE TABLE taken AS SELECT * FROM operation_log WHERE D AND id = " + FIRST,
                                "CREATE TABLE leaves AS SELECT * FROM log_leaf WHERE D",
                                "DELETE FROM operation_log WHERE D AND id = " + FIRST,
                                "DELETE FROM log_leaf WHERE D AND position = 4",
                                "UPDATE log_leaf SET position = position - 1 WHERE D AND position > 4 ORDER BY position"),
                        List.of(
                                "INSERT INTO operation_log SELECT * FROM taken",
                                "DELETE FROM log_leaf WHERE D",
                                "INSERT INTO log_leaf SELECT * FROM leaves",
                                "DROP TABLE taken",
                                "DROP TABLE leaves")),
                new Theft(
                        "two leaves are swapped",
                        "reordered",
                        List.of(
                                "UPDATE log_leaf SET position = 100 WHERE D AND position = 1",
                                "UPDATE log_leaf SET position = 1 WHERE D AND position = 2",
                                "UPDATE log_leaf SET position = 2 WHERE D AND position = 100"),
                        List.of(
                                "UPDATE log_leaf SET position = 100 WHERE D AND position = 1",
                                "UPDATE log_leaf SET position = 1 WHERE D AND position = 2",
                                "UPDATE log_leaf SET position = 2 WHERE D AND position = 100")),
                new Theft(
                        "a line is added",
                        "added",
                        List.of(
                                "CREATE TABLE taken AS SELECT * FROM operation_log WHERE D AND id = " + FIRST,
                                "UPDATE taken SET id = REVERSE(id)",
                                "INSERT INTO operation_log SELECT * FROM taken"),
                        List.of(
                                "DELETE FROM operation_log WHERE D AND id IN (SELECT id FROM taken)",
                                "DROP TABLE taken")),
                new Theft(
                        "the end of the day is cut off",
                        "truncated",
                        List.of(
                                "CREATE TABLE leaves AS SELECT * FROM log_leaf WHERE D AND position > 5",
                                "CREATE TABLE taken AS SELECT * FROM operation_log WHERE D AND id IN (SELECT row_id FROM leaves)",
                                "DELETE FROM operation_log WHERE D AND id IN (SELECT row_id FROM leaves)",
                                "DELETE FROM log_leaf WHERE D AND position > 5"),
                        List.of(
                                "INSERT INTO operation_log SELECT * FROM taken",
                                "INSERT INTO log_leaf SELECT * FROM leaves",
                                "DROP TABLE taken",
                                "DROP TABLE leaves")),
                new Theft(
                        "everything about the day is gone",
                        "truncated",
                        List.of(
                                "CREATE TABLE leaves AS SELECT * FROM log_leaf WHERE D",
                                "CREATE TABLE taken AS SELECT * FROM operation_log WHERE D",
                                "CREATE TABLE heads AS SELECT * FROM log_checkpoint WHERE D",
                                "CREATE TABLE roots AS SELECT * FROM log_day_root WHERE D",
                                "DELETE FROM operation_log WHERE D",
                                "DELETE FROM log_leaf WHERE D",
                                "DELETE FROM log_checkpoint WHERE D",
                                "DELETE FROM log_day_root WHERE D"),
                        List.of(
                                "INSERT INTO operation_log SELECT * FROM taken",
                                "INSERT INTO log_leaf SELECT * FROM leaves",
                                "INSERT INTO log_checkpoint SELECT * FROM heads",
                                "INSERT INTO log_day_root SELECT * FROM roots",
                                "DROP TABLE taken",
                                "DROP TABLE leaves",
                                "DROP TABLE heads",
                                "DROP TABLE roots")),
                new Theft(
                        "a checkpoint is forged",
                        "forged",
                        List.of("UPDATE log_checkpoint SET note = REPLACE(note, '\n9\n', '\n8\n'), size = 8 WHERE D"),
                        List.of("UPDATE log_checkpoint SET note = REPLACE(note, '\n8\n', '\n9\n'), size = 9 WHERE D")),
                new Theft(
                        "the root of the day is forged",
                        "forged",
                        List.of("UPDATE log_day_root SET note = REPLACE(note, '\n9\n', '\n8\n') WHERE D"),
                        List.of("UPDATE log_day_root SET note = REPLACE(note, '\n8\n', '\n9\n') WHERE D")));
    }

    @ParameterizedTest
    @MethodSource("thefts")
    @Order(4)
    void whoRulesTheDatabaseIsFoundAllTheSame(Theft theft) throws Exception {
        for (String table : TABLES) {
            execute(List.of(
                    "DROP TRIGGER IF EXISTS " + table + "_no_update",
                    "DROP TRIGGER IF EXISTS " + table + "_no_delete"));
        }
        UnaryOperator<String> placed = sql -> sql.replaceAll(
                "\\bD\\b",
                "day = '" + day + "' AND tenant_id = UNHEX('" + HexFormat.of().formatHex(demo) + "')");

        execute(theft.take.stream().map(placed).toList());
        List<String> found = kinds(CAROL, day);
        List<String> others = kinds("manager@other", day);
        execute(theft.putBack.stream().map(placed).toList());

        assertThat(found).contains(theft.found);
        assertThat(others).isSubsetOf("missing"); // that roots of the day are gone concerns everybody
        assertThat(kinds(CAROL, day)).isEmpty();
    }

    @Test
    @Order(5)
    void whoChangesTheFileIsFound() throws Exception {
        Path file = checkpointFile(day);
        String whole = Files.readString(file);
        String note = verify(CAROL, day).getString("checkpoint");

        // younger ones may be on their way to the file
        execute(List.of(
                "UPDATE log_checkpoint SET signed_at = signed_at - INTERVAL 10 MINUTE WHERE day = '" + day + "'"));

        Files.writeString(file, whole.replace(note, note.replace("\n9\n", "\n8\n")));
        assertThat(kinds(CAROL, day)).contains("forged");
        Files.writeString(file, whole.replace(note + "\n", ""));
        assertThat(kinds(CAROL, day)).containsExactly("missing");
        Files.delete(file);
        assertThat(kinds(CAROL, day)).containsExactly("missing");
        Files.writeString(file, whole);
        assertThat(kinds(CAROL, day)).isEmpty();
    }

    @Test
    @Order(6)
    void aTreeOfTodayThatWasTakenBackIsNotContinued() throws Exception {
        assertThat(fubako.call(ALICE, "PUT", "/dav/common/before", "x").statusCode())
                .isEqualTo(201);
        awaitSequenced();
        String mine =
                "day = '" + today + "' AND tenant_id = UNHEX('" + HexFormat.of().formatHex(demo) + "')";
        execute(List.of(
                "CREATE TABLE heads AS SELECT * FROM log_checkpoint WHERE " + mine + " ORDER BY size DESC LIMIT 1",
                "DELETE FROM log_checkpoint WHERE " + mine + " AND size IN (SELECT size FROM heads)"));
        assertThat(fubako.call(ALICE, "PUT", "/dav/common/after", "x").statusCode())
                .isEqualTo(201);
        Wait.until(() -> fubako.log().contains("was taken back behind its checkpoint"), "nobody has noticed");
        assertThat(kinds(CAROL, today.toString())).contains("truncated");
        execute(List.of("INSERT INTO log_checkpoint SELECT * FROM heads", "DROP TABLE heads"));

        awaitSequenced();
        assertThat(kinds(CAROL, today.toString())).isEmpty();
    }

    @Test
    @Order(7)
    void afterTheServerWasKilledAtAnyMomentTheChainGoesOn() throws Exception {
        for (int round = 0; round < 2; round++) {
            Thread writer = new Thread(this::writeUntilItDies);
            writer.start();
            awaitRunOfSequencer();
            Thread.sleep(20L * round);
            fubako.kill();
            writer.join();
            fubako = Fubako.start(folder.resolve("data"), Map.of());
        }
        awaitSequenced();

        JsonObject report = verify(CAROL, today.toString());
        assertThat(report.getJsonArray("findings")).isEmpty();
        assertThat(report.getInt("lines")).isPositive();
        assertThat(kinds(CAROL, day)).isEmpty();
    }

    /** Until a run of the job is under way; not for ever, because runs can be too short to be seen. */
    private void awaitRunOfSequencer() throws Exception {
        String runs = "SELECT COUNT(*) FROM job_run WHERE job = 'log-sequence' AND lease_until > UTC_TIMESTAMP(6)";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (Connection database = fubako.database();
                PreparedStatement running = database.prepareStatement(runs)) {
            while (System.nanoTime() < end && !holds(running)) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean holds(PreparedStatement counting) throws SQLException {
        try (ResultSet found = counting.executeQuery()) {
            return found.next() && found.getInt(1) == 1;
        }
    }

    private void writeUntilItDies() {
        try {
            for (int i = 0; i < 100_000; i++) {
                fubako.call(ALICE, "PUT", "/dav/private/killed-" + i, "x");
            }
        } catch (java.io.IOException died) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Order(8)
    void onlyWhoMayReadTheLogMayHaveItVerifiedAndOnlyDaysThatAreKept() throws Exception {
        assertThat(fubako.call(ALICE, "GET", VERIFICATION, "").statusCode()).isEqualTo(403);
        assertThat(fubako.call("", "GET", VERIFICATION, "").statusCode()).isEqualTo(401);
        assertThat(status("?day=" + today.minusDays(90))).isEqualTo(400);
        assertThat(status("?day=" + today.plusDays(1))).isEqualTo(400);
        assertThat(status("?day=x")).isEqualTo(400);
        assertThat(status("?days=1")).isEqualTo(400);
        assertThat(status("?day=" + today.minusDays(89))).isEqualTo(200);
    }

    private int status(String query) throws Exception {
        return fubako.call(CAROL, "GET", VERIFICATION + query, "").statusCode();
    }
}
