package org.fubako.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageQueryTest {

    @Test
    void isThatOfThePageThatTheFormStandsOn() {
        assertThat(PageQuery.ofSender("/search", "https://files.example/search?q=%E8%A6%8B&x=//a?b"))
                .isEqualTo("?q=%E8%A6%8B&x=//a?b");
        assertThat(PageQuery.ofSender("/search", "http://localhost:8080/search?q=a#top"))
                .isEqualTo("?q=a");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "https://files.example/search",
                "https://files.example/files/?q=a",
                "https://files.example/search/?q=a",
                "https://files.example?/search?q=a",
                "javascript:/search?q=a",
                "https://files.example/search?q=a\r\nSet-Cookie: x=y",
                "https://files.example/search?q= a",
                "https://files.example/search?q=見"
            })
    void ofAnythingElseThereIsNone(String sender) {
        assertThat(PageQuery.ofSender("/search", sender)).isEmpty();
    }
}
