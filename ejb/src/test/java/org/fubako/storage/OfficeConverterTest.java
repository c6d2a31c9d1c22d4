package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs of a line that end as programs do. */
class OfficeConverterTest {

    @TempDir
    Path folder;

    private final List<String> taken = new ArrayList<>();

    private OfficeConverter program(String line) throws IOException {
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new OfficeConverter(Optional.of(program.toString()), Duration.ofSeconds(2));
    }

    private boolean convert(OfficeConverter converter) throws IOException {
        InputStream document = new ByteArrayInputStream("見積書".getBytes(StandardCharsets.UTF_8));
        return converter.convert(document, this::take);
    }

    private void take(InputStream pdf) {
        try {
            taken.add(new String(pdf.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatTheProgramWritesIsTaken() throws IOException {
        assertThat(convert(program("printf '%%PDF-'; cat; echo $#"))).isTrue();
        assertThat(taken).containsExactly("%PDF-見積書0\n");
    }

    @Test
    void whatItRefusesIsNoFailure() throws IOException {
        assertThat(convert(program("cat >/dev/null; exit 65"))).isFalse();
        assertThat(taken).isEmpty();
    }

    @Test
    void anythingElseIsAFailure() throws IOException {
        for (String line : List.of(
                "cat >/dev/null; exit 1",
                "cat >/dev/null",
                "cat >/dev/null; echo '<html>'",
                "kill -9 $$",
                "exit 127")) {
            OfficeConverter converter = program(line);
            assertThatThrownBy(() -> convert(converter)).as(line).isInstanceOf(IOException.class);
        }
        OfficeConverter missing =
                new OfficeConverter(Optional.of(folder.resolve("none").toString()), Duration.ofSeconds(2));
        assertThatThrownBy(() -> convert(missing)).isInstanceOf(IOException.class);
        assertThat(taken).isEmpty();
    }

    @Test
    void halfAPdfIsNotTakenForAWholeOne() throws IOException {
        OfficeConverter converter = program("cat >/dev/null; printf '%%PDF-1.7 half'; exit 1");
        assertThatThrownBy(() -> convert(converter)).isInstanceOf(UncheckedIOException.class);
        assertThat(taken).isEmpty();
    }

    /** Also when somebody whom it has started would go on. */
    @Test
    void whatDoesNotEndIsStopped() throws IOException {
        Path left = folder.resolve("left");
        OfficeConverter converter =
                program("cat >/dev/null; trap 'touch " + left + "' EXIT; trap 'exit 143' TERM; sleep 60; exit 1");
        assertThatThrownBy(() -> convert(converter)).isInstanceOf(IOException.class);
        assertThat(left).exists();
    }
}
