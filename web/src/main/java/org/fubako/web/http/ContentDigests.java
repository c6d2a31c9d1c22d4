package org.fubako.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.NewContent.Digest;

/**
 * What clients and we say of the content: {@code Content-Digest} and {@code Repr-Digest} (RFC 9530), {@code Content-MD5} (RFC 1864)
 * and the {@code OC-Checksum} of sync clients. A kind that is unknown is passed over, a known one that cannot be read is refused.
 */
public final class ContentDigests {

    private static final Map<String, String> FIELD_NAMES = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");
    private static final Map<String, String> CHECKSUM_NAMES =
            Map.of("SHA256", "SHA-256", "SHA512", "SHA-512", "SHA1", "SHA-1", "MD5", "MD5");
    private static final Map<String, Integer> LENGTHS = Map.of("SHA-256", 32, "SHA-512", 64, "SHA-1", 20, "MD5", 16);
    private static final Pattern MEMBER = Pattern.compile("([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):");

    private ContentDigests() {}

    public static List<Digest> of(HttpServletRequest request) {
        List<Digest> digests = new ArrayList<>();
        Collections.list(request.getHeaders("Content-Digest")).forEach(field -> digests.addAll(dictionary(field)));
        Collections.list(request.getHeaders("Repr-Digest")).forEach(field -> digests.addAll(dictionary(field)));
        Optional.ofNullable(request.getHeader("Content-MD5")).ifPresent(field -> digests.add(contentMd5(field)));
        Collections.list(request.getHeaders("OC-Checksum")).forEach(field -> digests.addAll(checksums(field)));
        return digests;
    }

    /** The value of {@code Content-Digest} for a SHA-256 in hex. */
    public static String field(String sha256) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)) + ":";
    }

    static List<Digest> dictionary(String field) {
        List<Digest> digests = new ArrayList<>();
        for (String written : field.split(",", -1)) {
            // parameters (RFC 8941, section 3.1.2) mean nothing here
            Matcher member = MEMBER.matcher(written.split(";", 2)[0].strip());
            if (!member.matches()) {
                throw malformed(written);
            }
            Optional.ofNullable(FIELD_NAMES.get(member.group(1)))
                    .ifPresent(algorithm -> digests.add(digest(algorithm, base64(member.group(2)))));
        }
        return digests;
    }

    static Digest contentMd5(String field) {
        return digest("MD5", base64(field.strip()));
    }

    static List<Digest> checksums(String field) {
        List<Digest> digests = new ArrayList<>();
        for (String written : field.strip().split("[\\s,]+")) {
            int colon = written.indexOf(':');
            if (colon < 0) {
                throw malformed(written);
            }
            Optional.ofNullable(CHECKSUM_NAMES.get(written.substring(0, colon).toUpperCase(Locale.ROOT)))
                    .ifPresent(algorithm -> digests.add(digest(algorithm, hex(written.substring(colon + 1)))));
        }
        return digests;
    }

    private static Digest digest(String algorithm, byte[] value) {
        if (value.length != LENGTHS.get(algorithm)) {
            throw malformed(algorithm);
        }
        return new Digest(algorithm, value);
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    private static Refusal malformed(String written) {
        String shown = written.strip();
        return new Refusal(Problem.DIGEST_MALFORMED, shown.length() > 60 ? shown.substring(0, 60) + "…" : shown);
    }
}
