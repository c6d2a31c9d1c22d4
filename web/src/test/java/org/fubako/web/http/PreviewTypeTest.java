package org.fubako.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.fubako.web.http.PreviewType.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewTypeTest {

    @ParameterizedTest
    @CsvSource({
        "a.png, IMAGE, image/png",
        "A.B.JPG, IMAGE, image/jpeg",
        "song.mp3, AUDIO, audio/mpeg",
        "film.mp4, VIDEO, video/mp4",
        "契約.pdf, PDF, application/pdf",
        "見積書.DOCX, OFFICE, application/pdf",
        "a.xlsx, OFFICE, application/pdf",
        "readme.md, MARKDOWN, text/plain",
        "README, TEXT, text/plain",
        "Main.java, TEXT, text/plain"
    })
    void isKnownByTheName(String name, Kind kind, String mediaType) {
        assertThat(PreviewType.of(name)).contains(new PreviewType(kind, mediaType));
    }

    /** Scripts may stand in them. */
    @ParameterizedTest
    @ValueSource(strings = {"a.html", "a.HTM", "a.xhtml", "a.svg", "a.xml", "a.js", "a.css"})
    void whatABrowserWouldRunIsText(String name) {
        assertThat(PreviewType.of(name)).map(PreviewType::kind).contains(Kind.TEXT);
        assertThat(Kind.TEXT.isSent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.exe", "a.swf", "a.", "a.png.bin", "a"})
    void theRestIsNotShown(String name) {
        assertThat(PreviewType.of(name)).isEmpty();
    }
}
