package org.fubako.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final String ORIGIN = "fubako/operations/x/2026-11-24";

    private final CheckpointKey key = TreeFixture.key(1);

    @TempDir
    Path folder;

    private CheckpointFile file;

    @BeforeEach
    void open() {
        file = new CheckpointFile(folder, key);
    }

    private String note(long size) {
        byte[] root = new byte[32];
        Arrays.fill(root, (byte) size);
        return key.sign(new TreeHead(ORIGIN, size, Base64.getEncoder().encodeToString(root)));
    }

    @Test
    void givesBackWhatWasWrittenAfterARestartToo() throws IOException {
        file.append(DAY, List.of(note(1), note(2)));
        file.append(DAY, List.of(note(5)));
        file.append(DAY.plusDays(1), List.of(note(9)));

        for (CheckpointFile each : List.of(file, new CheckpointFile(folder, key))) {
            assertThat(each.notes(DAY, ORIGIN)).containsExactly(note(1), note(2), note(5));
            assertThat(each.notes(DAY, "other")).isEmpty();
            assertThat(each.head(DAY, ORIGIN)).contains(key.open(note(5)).orElseThrow());
        }
        assertThat(Files.readString(folder.resolve("2026-11-24.log")))
                .isEqualTo(note(1) + "\n" + note(2) + "\n" + note(5) + "\n");
    }

    @Test
    void anEndTornAnywhereIsPassedOverAndWrittenAgain() throws IOException {
        file.append(DAY, List.of(note(1), note(2)));
        Path log = folder.resolve("2026-11-24.log");
        byte[] whole = Files.readAllBytes(log);
        int complete = note(1).getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1;

        for (int end = complete; end < whole.length; end++) {
            Files.write(log, Arrays.copyOf(whole, end));
            CheckpointFile restarted = new CheckpointFile(folder, key);
            long known = restarted.head(DAY, ORIGIN).orElseThrow().size();
            if (known < 2) {
                restarted.append(DAY, List.of(note(2)));
            }
            restarted.append(DAY, List.of(note(3)));

            assertThat(restarted.notes(DAY, ORIGIN)).as("torn at %d", end).containsExactly(note(1), note(2), note(3));
        }
    }

    @Test
    void whatElseStandsInTheFileIsPassedOver() throws IOException {
        file.append(DAY, List.of(note(1)));
        Path log = folder.resolve("2026-11-24.log");
        byte[] noise = {(byte) 0xFF, (byte) 0xC0, 0, '\r', '\n', '\n', 'x'};
        Files.write(log, noise, java.nio.file.StandardOpenOption.APPEND);
        file.append(DAY, List.of(note(2)));

        assertThat(file.notes(DAY, ORIGIN)).containsExactly(note(1), note(2));
    }

    @Test
    void aNoteOfAnotherKeyIsShownButIsNoHead() {
        String forged = TreeFixture.key(2)
                .sign(new TreeHead(ORIGIN, 99, key.open(note(1)).orElseThrow().root()));
        file.append(DAY, List.of(note(1), forged));

        assertThat(file.notes(DAY, ORIGIN)).containsExactly(note(1), forged);
        assertThat(new CheckpointFile(folder, key)
                        .head(DAY, ORIGIN)
                        .orElseThrow()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aFileThatIsNotThereHasNoHeads() {
        assertThat(file.head(DAY, ORIGIN)).isEmpty();
        assertThat(file.notes(DAY, ORIGIN)).isEmpty();
    }
}
