package org.fubako.web.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownPageTest {

    private final MarkdownPage pages = new MarkdownPage();

    private String body(String markdown) {
        return pages.of(markdown, "a.md", "").replaceFirst("(?s)^.*<body>(.*)</body>.*$", "$1");
    }

    @Test
    void headingsListsAndTablesAreMade() {
        assertThat(body("# Plan\n\n- one\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"))
                .contains("<h1>Plan</h1>", "<li>one</li>", "<th>a</th>", "<td>2</td>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "a <img src=x onerror=alert(1)> b",
                "<iframe src=https://evil.example></iframe>",
                "<!-- --><svg/onload=alert(1)>",
                "<style>*{display:none}</style>",
                "| <script>x</script> |\n|---|\n| <b onclick=x> |",
                "[<script>x</script>](https://example.com)",
                "```<script>\n<script>\n```"
            })
    void htmlIsShownAndNotObeyed(String markdown) {
        assertThat(body(markdown)).doesNotContainPattern("(?i)<(script|img|iframe|svg|style|b)\\b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](<java\tscript:alert(1)>)",
                "[x](&#106;avascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "[x](file:///etc/passwd)",
                "[x](//evil.example)",
                "[x](/signout)",
                "[x](../../admin/logs)",
                "[x]( )",
                "[x][y]\n\n[y]: javascript:alert(1)",
                "<javascript:alert(1)>",
                "<data:text/html,x>"
            })
    void linksLeadToTheWebAndToMailOnly(String markdown) {
        assertThat(body(markdown)).doesNotContain("href");
    }

    @Test
    void linksOpenAWindowOfTheirOwnThatKnowsNothingOfThisOne() {
        assertThat(body("[x](https://example.com/?a=1&b=2) <mailto:a@example.com>"))
                .contains("href=\"https://example.com/?a=1&amp;b=2\"", "href=\"mailto:a@example.com\"")
                .contains("target=\"_blank\"", "rel=\"noopener noreferrer nofollow\"");
    }

    @Test
    void noAttributeIsLeftByQuotes() {
        assertThat(body("[x](https://e.example/\"onclick=alert(1) 'a\" onclick=\"alert(1)')"))
                .doesNotContain("onclick=\"alert");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![a plan](https://evil.example/pixel.png)",
                "![a plan](data:image/svg+xml;base64,PHN2Zz4=)",
                "![a plan](/api/v1/me)",
                "![a plan][p]\n\n[p]: https://evil.example/pixel.png"
            })
    void picturesAreTheirDescriptions(String markdown) {
        assertThat(body(markdown)).contains("a plan").doesNotContain("<img", "src=", "evil.example");
    }

    @Test
    void theNameIsEscaped() {
        assertThat(pages.of("x", "</title><script>alert(1)</script>.md", "")).doesNotContain("<script");
        assertThat(pages.saying("<script>", "a.md")).contains("&lt;script&gt;").doesNotContain("<script");
    }

    @Test
    void aNoteStandsAboveTheText() {
        assertThat(pages.of("text", "a.md", "a < b")).contains("<p class=\"note\">a &lt; b</p>\n<p>text</p>");
    }

    @Test
    void whatIsNestedWithoutEndIsAnsweredAllTheSame() {
        for (String opening : new String[] {">", "- ", "*a _b ", "[", "![", "**a ", "`a "}) {
            assertThat(body(opening.repeat(PreviewText.LONGEST / opening.length())))
                    .isNotEmpty();
        }
    }

    @Test
    void thePolicyAllowsItsOwnStyleAndNothingElse() throws Exception {
        String style = pages.of("x", "a.md", "").replaceFirst("(?s)^.*<style>(.*)</style>.*$", "$1");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(MarkdownPage.POLICY)
                .startsWith("sandbox ")
                .contains("default-src 'none'", "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
                .doesNotContain("allow-scripts", "allow-same-origin", "unsafe");
    }
}
