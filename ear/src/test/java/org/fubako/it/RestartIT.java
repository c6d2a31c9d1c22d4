package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One data folder through several lives, each of which ends in another way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartIT {

    private static final long STOP_SECONDS = 60;
    private static final String DOCUMENT = "/dav/private/kept.txt";
    private static final Pattern PASSWORD = Pattern.compile("Their password: (\\S+)");

    @TempDir
    static Path folder;

    private Fubako fubako;
    private String password;

    private void start(String... prefix) throws Exception {
        fubako = launch(folder.resolve("data"), Map.of(), prefix);
        fubako.awaitReady();
    }

    /** Without a password of the test's choice. */
    private static Fubako launch(Path data, Map<String, String> more, String... prefix) throws Exception {
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("FUBAKO_DEMO_PASSWORD", "");
        return Fubako.launch(Fubako.Program.built().behind(prefix), data, environment);
    }

    @AfterAll
    void stop() throws Exception {
        if (fubako != null) {
            fubako.databaseProcess().ifPresent(ProcessHandle::destroyForcibly);
            fubako.kill();
        }
    }

    private HttpResponse<String> call(String method, String body) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString(("alice@demo:" + password).getBytes(StandardCharsets.UTF_8));
        return fubako.call("", method, DOCUMENT, body, "Authorization", "Basic " + credentials);
    }

    private void requireDocument() throws Exception {
        HttpResponse<String> got = call("GET", "");
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("kept");
    }

    private ProcessHandle server() {
        return fubako.process().children().findFirst().orElseThrow();
    }

    private void requireStopped(ProcessHandle database) throws Exception {
        assertThat(fubako.process().onExit().get(STOP_SECONDS, TimeUnit.SECONDS).isAlive())
                .isFalse();
        assertThat(fubako.awaitExit()).as(fubako.log()).isZero();
        assertThat(database.isAlive()).isFalse();
        assertThat(fubako.log()).endsWith("Fubako has stopped.\n");
        assertThat(Files.readString(folder.resolve("data/db/mariadbd.log"))).endsWith("mariadbd: Shutdown complete\n");
    }

    @Test
    @Order(1)
    void theFirstStartPrintsThePasswordAndSigtermStopsAll() throws Exception {
        start();

        List<String> printed = PASSWORD.matcher(fubako.log())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(printed).hasSize(1);
        password = printed.get(0);
        assertThat(accountsIn(fubako.log())).contains("alice@demo").doesNotContain("operator");
        assertThat(call("PUT", "kept").statusCode()).isEqualTo(201);

        ProcessHandle database = fubako.databaseProcess().orElseThrow();
        fubako.process().destroy();
        requireStopped(database);
    }

    private static String accountsIn(String log) {
        Matcher line = Pattern.compile("Demo accounts: .*").matcher(log);
        assertThat(line.find()).isTrue();
        return line.group();
    }

    @Test
    @Order(2)
    void theSecondStartFindsEverythingAndNoOtherMayUseItsFolderOrItsPort() throws Exception {
        start();

        requireDocument();
        assertThat(fubako.log()).doesNotContain(password).contains("Their password was printed at the first start.");

        Fubako sameFolder = launch(
                folder.resolve("again"),
                Map.of("FUBAKO_DATA", folder.resolve("data").toString()));
        assertThat(sameFolder.awaitExit()).isEqualTo(1);
        assertThat(sameFolder.log())
                .contains("Fubako does not start: another Fubako uses the data folder " + folder.resolve("data"));

        Fubako samePort = launch(folder.resolve("other"), Map.of("FUBAKO_HTTP_PORT", Integer.toString(fubako.port())));
        assertThat(samePort.awaitExit()).isEqualTo(1);
        assertThat(samePort.log())
                .contains("Fubako does not start: address 127.0.0.1:" + fubako.port() + " cannot be used")
                .contains("FUBAKO_HTTP_PORT");
        assertThat(folder.resolve("other/db")).doesNotExist();
        requireDocument();
    }

    @Test
    @Order(3)
    void aLauncherThatIsKilledTakesServerAndDatabaseWithIt() throws Exception {
        ProcessHandle server = server();
        ProcessHandle database = fubako.databaseProcess().orElseThrow();

        fubako.process().destroyForcibly();

        server.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        assertThat(database.isAlive()).isFalse();
        assertThat(Files.readString(folder.resolve("data/db/mariadbd.log"))).endsWith("mariadbd: Shutdown complete\n");
    }

    @Test
    @Order(4)
    void aDatabaseThatWasLeftRunningIsTakenOver() throws Exception {
        start();
        requireDocument();
        ProcessHandle left = fubako.databaseProcess().orElseThrow();
        server().destroyForcibly();
        assertThat(fubako.awaitExit()).isEqualTo(137);
        assertThat(left.isAlive()).isTrue();

        // as from a shell with job control: a process group of its own that heeds an interrupt
        start("setsid", "env", "--default-signal=INT");

        assertThat(left.isAlive()).isFalse();
        requireDocument();
    }

    @Test
    @Order(5)
    void anInterruptFromTheTerminalStopsAllAlthoughTheDatabaseHearsItToo() throws Exception {
        ProcessHandle database = fubako.databaseProcess().orElseThrow();

        new ProcessBuilder("kill", "-INT", "--", "-" + fubako.process().pid())
                .inheritIO()
                .start()
                .waitFor();

        requireStopped(database);
    }

    @Test
    @Order(6)
    void aDatabaseThatDiesStopsTheServerWithAnError() throws Exception {
        start();
        requireDocument();

        fubako.databaseProcess().orElseThrow().destroyForcibly();

        assertThat(fubako.awaitExit()).isEqualTo(1);
        assertThat(fubako.log()).contains("Fubako stops: the database has ended");
    }

    @Test
    @Order(7)
    void aStopDuringTheStartLeavesNothingRunning() throws Exception {
        fubako = launch(folder.resolve("data"), Map.of());
        Wait.until(() -> fubako.log().contains("Starting the server"), "does not start");
        ProcessHandle database = fubako.databaseProcess().orElseThrow();

        fubako.process().destroy();

        assertThat(fubako.awaitExit()).isZero();
        assertThat(database.isAlive()).isFalse();
    }
}
