package org.fubako.web.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.storage.NodeName;
import org.fubako.storage.OfficeService;

/**
 * How the portal shows a document without its being fetched, by its name. A closed list, with nothing on it that could run in a page
 * of this host: pages and vector pictures, in which scripts may stand, are text.
 */
public record PreviewType(Kind kind, String mediaType) {

    private static final String PLAIN = "text/plain";

    private static final Map<String, PreviewType> BY_ENDING = Stream.of(
                    all(Kind.IMAGE, "image/png", "png"),
                    all(Kind.IMAGE, "image/jpeg", "jpg", "jpeg"),
                    all(Kind.IMAGE, "image/gif", "gif"),
                    all(Kind.IMAGE, "image/webp", "webp"),
                    all(Kind.IMAGE, "image/avif", "avif"),
                    all(Kind.IMAGE, "image/bmp", "bmp"),
                    all(Kind.AUDIO, "audio/mpeg", "mp3"),
                    all(Kind.AUDIO, "audio/mp4", "m4a"),
                    all(Kind.AUDIO, "audio/aac", "aac"),
                    all(Kind.AUDIO, "audio/wav", "wav"),
                    all(Kind.AUDIO, "audio/flac", "flac"),
                    all(Kind.AUDIO, "audio/ogg", "ogg", "oga", "opus"),
                    all(Kind.VIDEO, "video/mp4", "mp4", "m4v"),
                    all(Kind.VIDEO, "video/quicktime", "mov"),
                    all(Kind.VIDEO, "video/webm", "webm"),
                    all(Kind.VIDEO, "video/ogg", "ogv"),
                    all(Kind.PDF, "application/pdf", "pdf"),
                    all(Kind.OFFICE, "application/pdf", OfficeService.ENDINGS.toArray(String[]::new)),
                    all(Kind.MARKDOWN, PLAIN, "md", "markdown"),
                    all(Kind.TEXT, PLAIN, "txt", "text", "log", "csv", "tsv", "readme", "license", "changelog"),
                    all(Kind.TEXT, PLAIN, "html", "htm", "xhtml", "svg", "xml", "xsd", "xsl", "css", "scss", "sass"),
                    all(Kind.TEXT, PLAIN, "js", "mjs", "ts", "jsx", "tsx", "vue", "json", "jsonl", "yaml", "yml"),
                    all(Kind.TEXT, PLAIN, "toml", "ini", "cfg", "conf", "properties", "env", "makefile", "dockerfile"),
                    all(Kind.TEXT, PLAIN, "java", "kt", "scala", "groovy", "gradle", "c", "h", "cc", "cpp", "hpp"),
                    all(Kind.TEXT, PLAIN, "cs", "vb", "vbs", "bas", "go", "rs", "swift", "m", "py", "rb", "php", "pl"),
                    all(Kind.TEXT, PLAIN, "lua", "r", "sql", "sh", "bash", "bat", "cmd", "ps1", "diff", "patch"),
                    all(Kind.TEXT, PLAIN, "tex", "bib", "rst", "adoc", "eml", "ics", "vcf", "srt", "vtt", "po"))
            .flatMap(types -> types.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** What of a page shows it. */
    public enum Kind {
        IMAGE,
        AUDIO,
        VIDEO,
        /** In a frame, by the browser's own viewer. */
        PDF,
        /** As {@link #PDF}, once that is made of it. */
        OFFICE,
        /** In a frame, as a page that is made of it. */
        MARKDOWN,
        /** As it is written, whatever it means. */
        TEXT;

        private static final Set<Kind> SENT = Set.of(IMAGE, AUDIO, VIDEO, PDF, OFFICE);

        /** Whether the browser is sent the content itself, or the PDF of it. */
        public boolean isSent() {
            return SENT.contains(this);
        }
    }

    private static Map<String, PreviewType> all(Kind kind, String mediaType, String... endings) {
        PreviewType type = new PreviewType(kind, mediaType);
        return Stream.of(endings).collect(Collectors.toMap(Function.identity(), ending -> type));
    }

    /** By the ending of the name, or the name itself where it has none; empty for what cannot be shown. */
    public static Optional<PreviewType> of(String name) {
        return Optional.ofNullable(BY_ENDING.get(NodeName.ending(name)));
    }
}
