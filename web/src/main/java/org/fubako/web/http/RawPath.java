package org.fubako.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;

/**
 * Reads a path from the request line as it was sent. What the container decodes cannot be trusted: there an encoded slash
 * looks like a separator, and what stands behind a semicolon is gone.
 */
public final class RawPath {

    private RawPath() {}

    /** What follows {@code prefix}; each segment is decoded once, as strict UTF-8. */
    public static FilePath parse(String rawRequestUri, String prefix) {
        if (!rawRequestUri.startsWith(prefix)) {
            throw malformed(rawRequestUri);
        }
        String rest = rawRequestUri.substring(prefix.length());
        String inner = rest.startsWith("/") ? rest.substring(1) : rest;
        inner = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        if (inner.isEmpty()) {
            return FilePath.ROOT;
        }
        List<String> segments = new ArrayList<>();
        for (String segment : inner.split("/", -1)) {
            segments.add(decode(segment));
        }
        return new FilePath(segments);
    }

    private static String decode(String segment) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(segment.length() * 3);
            for (int at = 0; at < segment.length(); at++) {
                if (segment.charAt(at) == '%') {
                    bytes.put((byte) HexFormat.fromHexDigits(segment, at + 1, at + 3));
                    at += 2;
                } else {
                    bytes.put(StandardCharsets.UTF_8.encode(segment.substring(at, at + 1)));
                }
            }
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw malformed(segment);
        }
    }

    private static Refusal malformed(String raw) {
        return new Refusal(Problem.PATH_MALFORMED, raw.length() > 80 ? raw.substring(0, 80) + "…" : raw);
    }
}
