package org.fubako.web.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;

/**
 * Between the path of a URL and a {@link FilePath}. Works on the raw request URI, because what the container decodes has lost the
 * difference between {@code /} and {@code %2F} and everything behind a semicolon.
 */
public final class RawPath {

    private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();

    private RawPath() {}

    /**
     * Decodes each segment exactly once, as strict UTF-8 (RFC 3986, section 2.1). A slash at the end is allowed; an empty segment,
     * a dot segment and an encoded slash are refused. A semicolon is an ordinary character.
     */
    public static FilePath parse(String rawRequestUri, String prefix) {
        if (!rawRequestUri.startsWith(prefix)) {
            throw malformed(rawRequestUri);
        }
        String below = rawRequestUri.substring(prefix.length());
        if (below.isEmpty() || below.equals("/")) {
            return FilePath.ROOT;
        }
        if (below.charAt(0) != '/') {
            throw malformed(rawRequestUri);
        }
        String inner = below.substring(1, below.length() - (below.endsWith("/") ? 1 : 0));
        List<String> segments = new ArrayList<>();
        for (String raw : inner.split("/", -1)) {
            segments.add(decode(raw));
        }
        return FilePath.of(segments);
    }

    /** The address of a node below the prefix: every byte outside of RFC 3986's unreserved set is percent-encoded. */
    public static String href(String prefix, FilePath path, boolean folder) {
        StringBuilder href = new StringBuilder(prefix);
        for (String segment : path.segments()) {
            href.append('/');
            encode(segment, href);
        }
        if (folder || path.isRoot()) {
            href.append('/');
        }
        return href.toString();
    }

    static void encode(String text, StringBuilder target) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(octet)) {
                target.append((char) octet);
            } else {
                target.append('%').append(UPPER_HEX.toHexDigits(octet));
            }
        }
    }

    private static boolean unreserved(byte octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }

    private static String decode(String raw) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c == '%') {
                octets.write(octet(raw, at));
                at += 3;
            } else if (c == '?' || c == '#') {
                throw malformed(raw);
            } else {
                int end = at + Character.charCount(raw.codePointAt(at));
                octets.writeBytes(utf8(raw.substring(at, end)));
                at = end;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed(raw);
        }
    }

    private static int octet(String raw, int at) {
        boolean complete = at + 2 < raw.length()
                && HexFormat.isHexDigit(raw.charAt(at + 1))
                && HexFormat.isHexDigit(raw.charAt(at + 2));
        if (!complete) {
            throw malformed(raw);
        }
        return HexFormat.fromHexDigits(raw, at + 1, at + 3);
    }

    private static byte[] utf8(String character) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(character));
            byte[] octets = new byte[encoded.remaining()];
            encoded.get(octets);
            return octets;
        } catch (CharacterCodingException e) {
            throw malformed("\uFFFD");
        }
    }

    private static Refusal malformed(String raw) {
        return new Refusal(Problem.PATH_MALFORMED, Refusal.shown(raw));
    }
}
