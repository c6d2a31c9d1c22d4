package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {

    private static final Map<String, String> DEMO = Map.of("FUBAKO_DEMO", "true");

    @TempDir
    Path folder;

    @Test
    void aSecondStartFindsTheDataOfTheFirstAndNothingStaysBehind() throws Exception {
        Path data = folder.resolve("data");
        Fubako first = Fubako.start(data, DEMO);
        assertThat(first.log()).contains("Their password: ");
        assertThat(databasesOn(data)).hasSize(1);
        first.stop();
        assertThat(first.log()).contains("Fubako has stopped.");
        assertThat(databasesOn(data)).isEmpty();
        byte[] secrets = Files.readAllBytes(data.resolve("secrets.properties"));

        Fubako second = Fubako.start(data, DEMO);
        try {
            assertThat(second.log())
                    .contains("Their password was printed at the first start.")
                    .doesNotContain("First start");
            assertThat(Files.readAllBytes(data.resolve("secrets.properties"))).isEqualTo(secrets);
        } finally {
            second.kill();
        }
        assertThat(databasesOn(data)).as("left by the crash").hasSize(1);

        Fubako third = Fubako.start(data, DEMO);
        assertThat(databasesOn(data)).hasSize(1);

        Fubako intruder = Fubako.launch(data, DEMO);
        assertThat(intruder.awaitExit()).isNotZero();
        assertThat(intruder.log()).contains("another Fubako uses the data folder");

        third.stop();
        assertThat(databasesOn(data)).isEmpty();
    }

    @Test
    void anApplicationThatCannotBeDeployedEndsTheStart() throws Exception {
        Path broken = Files.writeString(folder.resolve("fubako.ear"), "not an archive");
        Path data = folder.resolve("data");
        Fubako fubako = Fubako.launch(data, Map.of(), broken);
        assertThat(fubako.awaitExit()).isEqualTo(1);
        assertThat(fubako.log()).contains("Fubako does not start: ").doesNotContain("Fubako is ready");
        assertThat(databasesOn(data)).isEmpty();
    }

    private static Stream<ProcessHandle> databasesOn(Path data) {
        return ProcessHandle.allProcesses().filter(process -> process.info()
                .commandLine()
                .filter(line -> line.contains("mariadbd") && line.contains(data.toString()))
                .isPresent());
    }
}
