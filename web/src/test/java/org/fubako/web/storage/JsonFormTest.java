package org.fubako.web.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.AccessMode;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.Grant;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.storage.Labelling;
import org.fubako.storage.NodeView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs see on the wire. */
class JsonFormTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Test
    void documentHasItsEtagInQuotes() throws Exception {
        NodeView view = node(false, Optional.of("e1"), 3);

        assertThat(json(NodeJson.of(view, TOKYO)))
                .isEqualTo(
                        "{\"comment\":\"\",\"etag\":\"\\\"e1\\\"\",\"id\":\"00000000000000010000000000000002\",\"label\":\"internal\",\"modified\":"
                                + "\"2026-01-01T09:00:00+09:00\",\"name\":\"a.txt\",\"path\":\"/common/a.txt\",\"revision\":3,"
                                + "\"sha256\":\"00ff\",\"size\":5,\"type\":\"document\"}");
    }

    @Test
    void whatAFolderLacksIsAbsent() throws Exception {
        FoldersResource.FolderPage page = new FoldersResource.FolderPage(
                List.of(NodeJson.of(node(true, Optional.empty(), 0), TOKYO)), Optional.empty());

        assertThat(json(page))
                .contains("\"type\":\"folder\"")
                .doesNotContain("null", "ownLabel", "etag", "sha256", "revision", "next");
    }

    @Test
    void rulesGoOutAsTheyCameIn() throws Exception {
        String rule = "{\"rule\":[{\"kind\":\"group\",\"principal\":\"sales\",\"mode\":\"read-write-files\"},"
                + "{\"kind\":\"everyone\",\"mode\":\"none\"}]}";

        List<Grant> grants = read(rule);

        assertThat(grants)
                .containsExactly(
                        new Grant(PrincipalKind.GROUP, "sales", AccessMode.READ_WRITE_FILES),
                        new Grant(PrincipalKind.EVERYONE, "", AccessMode.NONE));
        assertThat(json(RuleJson.of(Optional.of(grants))))
                .isEqualTo("{\"inherited\":false,\"rule\":[{\"kind\":\"group\",\"mode\":\"read-write-files\","
                        + "\"principal\":\"sales\"},{\"kind\":\"everyone\",\"mode\":\"none\"}]}");
        assertThat(json(RuleJson.of(Optional.empty()))).isEqualTo("{\"inherited\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rule\":{}}",
                "{\"rule\":[1]}",
                "{\"rule\":[{\"kind\":\"group\",\"mode\":\"none\"}]}",
                "{\"rule\":[{\"kind\":\"everyone\",\"principal\":\"x\",\"mode\":\"none\"}]}",
                "{\"rule\":[{\"kind\":\"GROUP\",\"principal\":\"x\",\"mode\":\"none\"}]}",
                "{\"rule\":[{\"kind\":\"group\",\"principal\":\"x\",\"mode\":\"all\"}]}",
                "{\"rule\":[],\"inherited\":false}"
            })
    void refusesMalformedRules(String rule) {
        assertThat(catchThrowableOfType(Refusal.class, () -> read(rule)))
                .extracting(Refusal::problem)
                .isEqualTo(Problem.REQUEST_MALFORMED);
    }

    @Test
    void nobodyMovesTheRoot() {
        byte[] body = "{\"from\":\"/\",\"to\":\"/common/x\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(catchThrowableOfType(Refusal.class, () -> Transfer.read(new ByteArrayInputStream(body))))
                .extracting(Refusal::problem)
                .isEqualTo(Problem.SPACE_IS_FIXED);
    }

    private static List<Grant> read(String rule) {
        return RuleJson.read(new ByteArrayInputStream(rule.getBytes(StandardCharsets.UTF_8)));
    }

    @SuppressWarnings("try") // what JSON-B says of its end is not about us
    private static String json(Object value) throws Exception {
        try (Jsonb jsonb = JsonbBuilder.create()) {
            return jsonb.toJson(value);
        }
    }

    private static NodeView node(boolean folder, Optional<String> etag, int revision) {
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        return new NodeView(
                new UUID(1, 2),
                FilePath.parse("/common/a.txt"),
                folder,
                folder ? 0 : 5,
                time,
                time,
                "alice",
                "",
                Labelling.NONE,
                etag,
                etag.map(present -> "00ff"),
                Optional.empty(),
                revision,
                false,
                FolderSettings.NEW,
                Set.of());
    }
}
