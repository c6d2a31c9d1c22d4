package org.fubako.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=x",
                "limit=",
                "limit=99999999999",
                "limit=1&limit=2",
                "other=1",
                "limt",
                "limit=%zz",
                "limit=%",
                "%00=1"
            })
    void refusesMalformedParameters(String raw) {
        assertRefused(Problem.REQUEST_MALFORMED, () -> Query.parse(raw, "limit", "cursor")
                .limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "26-01-01", "x", "", "-999999999-01-01", "+999999999-12-31", "2026-1-1"})
    void refusesMalformedDays(String day) {
        assertRefused(
                Problem.DATE_INVALID, () -> Query.parse("from=" + day, "from").day("from"));
    }

    @Test
    void readsParameters() {
        Query query = Query.parse("limit=20&cursor=a%2Bb&from=2026-01-31", "limit", "cursor", "from");

        assertThat(query.limit()).isEqualTo(20);
        assertThat(query.cursor()).contains("a+b");
        assertThat(query.day("from")).contains(LocalDate.of(2026, 1, 31));
        assertThat(query.day("to")).isEmpty();
        assertThat(Query.parse("").limit()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "1", "null", "{\"from\":1}", "{\"from\":\"a\",\"x\":1}", "{\"from\":\"a\"} x", "x"})
    void refusesMalformedJson(String json) {
        assertRefused(Problem.REQUEST_MALFORMED, () -> body(json, "from").text("from"));
    }

    @Test
    void refusesJsonInAnotherCharset() {
        byte[] latin = "{\"from\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(Problem.REQUEST_MALFORMED, () -> JsonBody.read(new ByteArrayInputStream(latin), "from"));
    }

    @Test
    void refusesDeepJson() {
        String deep = "{\"from\":" + "[".repeat(30_000);

        assertRefused(Problem.REQUEST_MALFORMED, () -> body(deep, "from"));
    }

    @Test
    void refusesLargeBodies() {
        assertRefused(Problem.BODY_TOO_LARGE, () -> body(" ".repeat(JsonBody.LIMIT + 1)));
    }

    @Test
    void readsJson() {
        JsonBody body = body("{\"from\":\"/a\",\"overwrite\":true,\"to\":null}", "from", "to", "overwrite");

        assertThat(body.text("from")).isEqualTo("/a");
        assertThat(body.flag("overwrite", false)).isTrue();
        assertThat(body.findText("to")).isEmpty();
        assertThat(body("", "from").findText("from")).isEmpty();
    }

    private static JsonBody body(String json, String... members) {
        return JsonBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), members);
    }

    private static void assertRefused(Problem problem, ThrowingCallable call) {
        assertThat(catchThrowableOfType(Refusal.class, call))
                .extracting(Refusal::problem)
                .isEqualTo(problem);
    }
}
