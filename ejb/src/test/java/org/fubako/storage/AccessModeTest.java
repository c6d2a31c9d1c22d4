package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccessModeTest {

    /** What customers read about the modes is what the modes do. */
    @Test
    void ct52TheTableInTheDocumentationIsTheCodes() throws IOException {
        String chapter = Files.readString(Path.of("../docs/access.md"))
                .split("\n## Access modes\n", 2)[1]
                .split("\n## ", 2)[0];
        List<String> table =
                chapter.lines().filter(line -> line.startsWith("| ")).toList();

        assertThat(table)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("| | "
                                        + Arrays.stream(Operation.values())
                                                .map(AccessModeTest::word)
                                                .collect(Collectors.joining(" | "))
                                        + " |"),
                                Arrays.stream(AccessMode.values()).map(AccessModeTest::row))
                        .toList());
    }

    private static String row(AccessMode mode) {
        return "| " + word(mode) + " |"
                + Arrays.stream(Operation.values())
                        .map(operation -> mode.allowed().contains(operation) ? " y |" : " |")
                        .collect(Collectors.joining());
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
