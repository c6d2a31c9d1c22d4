package org.fubako.web.storage;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewTextTest {

    private static final Charset WINDOWS_31J = Charset.forName("windows-31j");
    private static final String TEXT = "見積書①\r\n髙橋 御中\tok";

    private static Optional<String> read(byte[] content) {
        return PreviewText.read(content, false).map(PreviewText::text);
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("UTF-8", TEXT.getBytes(UTF_8)),
                Arguments.of("UTF-8 with mark", ("\uFEFF" + TEXT).getBytes(UTF_8)),
                Arguments.of("UTF-16 of Windows", ("\uFEFF" + TEXT).getBytes(UTF_16LE)),
                Arguments.of("UTF-16 of the network", ("\uFEFF" + TEXT).getBytes(UTF_16BE)),
                Arguments.of("Windows-31J", TEXT.getBytes(WINDOWS_31J)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void readsWhatOfficesWrite(String encoding, byte[] content) {
        assertThat(read(content)).contains(TEXT);
    }

    @Test
    void anEmptyDocumentIsAnEmptyText() {
        assertThat(read(new byte[0])).contains("");
    }

    static Stream<byte[]> noTexts() {
        return Stream.of(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13},
                new byte[] {'a', 0, 'b'},
                new byte[] {'a', (byte) 0xFF, (byte) 0xFF, 'b'},
                new byte[] {(byte) 0xFE, (byte) 0xFF, 0},
                Arrays.copyOf("見".getBytes(WINDOWS_31J), 1));
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    void whatIsNoTextIsNotShownAsOne(byte[] content) {
        assertThat(read(content)).isEmpty();
    }

    @Test
    void ofABeginningTheLastCharacterMayBeCut() {
        for (Charset charset : new Charset[] {UTF_8, WINDOWS_31J}) {
            byte[] content = "見積書".getBytes(charset);

            assertThat(PreviewText.read(Arrays.copyOf(content, content.length - 1), true))
                    .as("%s", charset)
                    .contains(new PreviewText("見積", true));
        }
    }

    /** The answer to a script would break off at them. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u001B", "\u000B", "\uFFFE", "\uFFFF"})
    void whatXmlCannotCarryIsReplaced(String character) {
        assertThat(read(("a" + character + "b").getBytes(UTF_8))).contains("a\uFFFDb");
    }
}
