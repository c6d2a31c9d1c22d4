package org.fubako.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.fubako.platform.Refusal;
import org.fubako.storage.Conditions;
import org.fubako.storage.NewContent.Digest;
import org.fubako.web.http.ByteRanges.Kind;
import org.fubako.web.http.ByteRanges.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldsTest {

    private static final Instant TIME = Instant.parse("1994-11-06T08:49:37Z");
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String EMPTY_FIELD = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-9|PART|0|10",
                "bytes=0-0|PART|0|1",
                "bytes=90-|PART|90|10",
                "bytes=90-1000|PART|90|10",
                "bytes=-10|PART|90|10",
                "bytes=-1000|PART|0|100",
                "BYTES=0-9|PART|0|10",
                "bytes=0-99999999999999999999999999|PART|0|100",
                "bytes=100-|UNSATISFIABLE|0|0",
                "bytes=99999999999999999999999-|UNSATISFIABLE|0|0",
                "bytes=-0|UNSATISFIABLE|0|0",
                "bytes=0-1,3-4|WHOLE|0|100",
                "bytes=9-0|WHOLE|0|100",
                "bytes=-|WHOLE|0|100",
                "bytes=a-b|WHOLE|0|100",
                "lines=0-9|WHOLE|0|100",
                "bytes|WHOLE|0|100",
            })
    void selectsRanges(String field, Kind kind, long offset, long length) {
        assertThat(ByteRanges.select(Optional.of(field), 100)).isEqualTo(new Selection(kind, offset, length));
    }

    @Test
    void selectsFromNothing() {
        assertThat(ByteRanges.select(Optional.of("bytes=0-"), 0).kind()).isEqualTo(Kind.UNSATISFIABLE);
        assertThat(ByteRanges.select(Optional.of("bytes=-5"), 0).kind()).isEqualTo(Kind.WHOLE);
        assertThat(ByteRanges.select(Optional.empty(), 0).kind()).isEqualTo(Kind.WHOLE);
    }

    @Test
    void servesRangesOfTheSameDocumentOnly() {
        Optional<String> etag = Optional.of("a-1");
        assertThat(ByteRanges.fresh(Optional.empty(), etag, TIME)).isTrue();
        assertThat(ByteRanges.fresh(Optional.of("\"a-1\""), etag, TIME)).isTrue();
        assertThat(ByteRanges.fresh(Optional.of("\"a-2\""), etag, TIME)).isFalse();
        assertThat(ByteRanges.fresh(Optional.of("W/\"a-1\""), etag, TIME)).isFalse();
        assertThat(ByteRanges.fresh(Optional.of("Sun, 06 Nov 1994 08:49:37 GMT"), etag, TIME.plusMillis(5)))
                .isTrue();
        assertThat(ByteRanges.fresh(Optional.of("Sun, 06 Nov 1994 08:49:38 GMT"), etag, TIME))
                .isFalse();
        assertThat(ByteRanges.fresh(Optional.of("soon"), etag, TIME)).isFalse();
    }

    @Test
    void readsEntityTags() {
        assertThat(EntityTags.strong(List.of())).isEmpty();
        assertThat(EntityTags.strong(List.of("*"))).contains(Set.of());
        assertThat(EntityTags.strong(List.of("\"a\", \"b,c\"", "\"d\""))).contains(Set.of("a", "b,c", "d"));
        assertThat(EntityTags.strong(List.of("W/\"a\""))).contains(Set.of("W/\"a\""));
        assertThat(EntityTags.weak(List.of("W/\"a\",\"b\""))).contains(Set.of("a", "b"));
        assertThat(EntityTags.weak(List.of("\"\""))).contains(Set.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\"a", "\"a\" \"b\"", "*, \"a\"", "w/\"a\"", "\"a\" x"})
    void refusesBrokenEntityTags(String field) {
        assertThatThrownBy(() -> EntityTags.strong(List.of(field))).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void readsDates(String field) {
        assertThat(HttpDates.parse(field)).contains(TIME);
    }

    @Test
    void writesDates() {
        assertThat(HttpDates.format(TIME)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(HttpDates.parse("yesterday")).isEmpty();
    }

    @Test
    void everyDateThatIsWrittenIsReadAgain() {
        Instant first = Instant.parse("0099-12-31T23:59:59Z");
        for (int step = 0; step < 20_000; step++) {
            Instant date = first.plusSeconds(step * 15_000_017L);
            assertThat(HttpDates.parse(HttpDates.format(date)))
                    .as(date.toString())
                    .contains(date);
        }
    }

    @Test
    void readsDigests() {
        assertThat(ContentDigests.field(EMPTY_SHA256)).isEqualTo(EMPTY_FIELD);
        assertThat(ContentDigests.dictionary("md5=:AAAA:, " + EMPTY_FIELD + ";q=1"))
                .extracting(Digest::algorithm)
                .containsExactly("SHA-256");
        assertThat(ContentDigests.contentMd5("1B2M2Y8AsgTpgAmY7PhCfg==").value())
                .hasSize(16);
        assertThat(ContentDigests.checksums(
                        "ADLER32:1 sha256:" + EMPTY_SHA256 + " MD5:d41d8cd98f00b204e9800998ecf8427e"))
                .extracting(Digest::algorithm)
                .containsExactly("SHA-256", "MD5");
    }

    @Test
    void refusesBrokenDigests() {
        assertThatThrownBy(() -> ContentDigests.dictionary("sha-256=abc")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ContentDigests.dictionary("sha-256=:AAAA:")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ContentDigests.dictionary("")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ContentDigests.contentMd5("?")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ContentDigests.checksums("SHA256:xyz")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ContentDigests.checksums("abc")).isInstanceOf(Refusal.class);
    }

    @Test
    void namesAttachments() {
        assertThat(ContentDisposition.attachment("報告\r\n\"x\".txt"))
                .isEqualTo("attachment; filename=\"_____x_.txt\"; "
                        + "filename*=UTF-8''%E5%A0%B1%E5%91%8A%0D%0A%22x%22.txt");
    }

    @Test
    void evaluatesConditionsOnReading() {
        assertThat(read(Optional.of(Set.of("b")), Optional.empty())).isEqualTo(ReadConditions.Outcome.FAILED);
        assertThat(read(Optional.of(Set.of()), Optional.of(Set.of("a"))))
                .isEqualTo(ReadConditions.Outcome.NOT_MODIFIED);
        assertThat(read(Optional.empty(), Optional.of(Set.of("b")))).isEqualTo(ReadConditions.Outcome.PROCEED);
        assertThat(ReadConditions.evaluate(Conditions.NONE, Optional.empty(), Optional.of(TIME), "a", TIME))
                .isEqualTo(ReadConditions.Outcome.NOT_MODIFIED);
        assertThat(ReadConditions.evaluate(
                        Conditions.NONE, Optional.of(TIME.minusSeconds(1)), Optional.empty(), "a", TIME))
                .isEqualTo(ReadConditions.Outcome.FAILED);
    }

    @Test
    void noticesBrokenBodies() throws Exception {
        assertThat(body("abc", OptionalLong.of(3)).readAllBytes()).hasSize(3);
        assertThat(body("abc", OptionalLong.empty()).readAllBytes()).hasSize(3);
        assertThatThrownBy(() -> body("abc", OptionalLong.of(4)).readAllBytes()).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> body("abc", OptionalLong.of(2)).readAllBytes()).isInstanceOf(Refusal.class);
    }

    @Test
    void readsTimesOfSyncClients() {
        assertThat(ContentReceiver.modifiedAt("784111777")).contains(TIME);
        assertThat(ContentReceiver.modifiedAt("784111777.25")).contains(TIME);
        assertThat(ContentReceiver.modifiedAt("-1")).isEmpty();
        assertThat(ContentReceiver.modifiedAt("999999999999")).isEmpty();
        assertThat(ContentReceiver.modifiedAt(null)).isEmpty();
    }

    private static ReadConditions.Outcome read(Optional<Set<String>> match, Optional<Set<String>> none) {
        return ReadConditions.evaluate(
                new Conditions(match, none, Set.of()), Optional.empty(), Optional.empty(), "a", TIME);
    }

    private static IncomingBody body(String text, OptionalLong announced) {
        return new IncomingBody(new ByteArrayInputStream(text.getBytes()), announced, "/common/a");
    }
}
