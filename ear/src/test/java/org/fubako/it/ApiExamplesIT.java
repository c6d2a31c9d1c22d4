package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of docs/api.md as they stand there, from top to bottom, in a shell. */
@ExtendWith(SharedFubako.class)
class ApiExamplesIT {

    private static final Path PAGE = Path.of("../docs/api.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    private final Fubako fubako;

    @TempDir
    Path folder;

    ApiExamplesIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @AfterEach
    void clear() throws Exception {
        for (String path : List.of("common/offers", "common/inbox", "private/offers")) {
            fubako.call("alice@demo", "DELETE", "/dav/" + path, "");
        }
        fubako.execute(
                "UPDATE space SET trash = FALSE, trash_days = NULL, auto_delete_days = NULL WHERE name = 'tender'");
    }

    @Test
    void t04TheExamplesOfTheApiRun() throws Exception {
        StringBuilder script =
                new StringBuilder("set -euo pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n");
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        int blocks = 0;
        while (block.find()) {
            script.append(block.group(1));
            blocks++;
        }
        assertThat(blocks).isGreaterThan(15);
        for (String account : List.of("alice", "carol", "manager")) {
            Files.writeString(folder.resolve(account), "Authorization: " + Fubako.basic(account + "@demo") + "\n");
        }
        Files.writeString(folder.resolve("report.pdf"), "a report");
        Files.write(folder.resolve("film.mp4"), new byte[200_000]);
        String runnable = script.toString()
                .replaceAll("-u (alice|carol|manager)@demo:PASSWORD", "-H @$1")
                .replace("http://localhost:8080", "http://localhost:" + fubako.port());
        Files.writeString(folder.resolve("examples.sh"), runnable);

        Process shell = new ProcessBuilder("bash", "-x", "examples.sh")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(shell.waitFor(120, TimeUnit.SECONDS)).isTrue();

        assertThat(shell.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        assertThat(Files.readString(folder.resolve("old.pdf"))).isEqualTo("a report");
        assertThat(folder.resolve("both.zip")).isNotEmptyFile();
        assertThat(folder.resolve("log.csv")).isNotEmptyFile();
    }
}
