package org.fubako.web.portal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;

/**
 * Paths in addresses. Works on the raw address, because the container's own decoding cannot tell {@code %2F} from a slash.
 */
public final class PathAddress {

    private static final char REPLACEMENT = '\uFFFD';

    private PathAddress() {}

    /** Reads percent-encoded segments, each decoded exactly once. */
    public static FilePath decode(String raw) {
        String inner = raw.startsWith("/") ? raw.substring(1) : raw;
        inner = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        return inner.isEmpty()
                ? FilePath.ROOT
                : new FilePath(Arrays.stream(inner.split("/", -1))
                        .map(PathAddress::decodeSegment)
                        .toList());
    }

    private static String decodeSegment(String raw) {
        String decoded = urlDecoded(raw);
        // The decoder puts this character where the bytes are no UTF-8.
        if (decoded.indexOf(REPLACEMENT) >= 0) {
            throw new Refusal(Problem.PATH_MALFORMED, "");
        }
        return decoded;
    }

    private static String urlDecoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.PATH_MALFORMED, "", e);
        }
    }

    /** Percent-encoded segments with a slash before each; the root is {@code /}. */
    public static String encode(FilePath path) {
        return path.isRoot()
                ? "/"
                : path.segments().stream()
                        .map(segment -> "/" + encodeSegment(segment))
                        .collect(Collectors.joining());
    }

    private static String encodeSegment(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
