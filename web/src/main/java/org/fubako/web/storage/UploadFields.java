package org.fubako.web.storage;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.NewContent;
import org.fubako.storage.NewUpload;
import org.fubako.web.http.ContentReceiver;
import org.fubako.web.http.EntityTags;

/** The header fields of a resumable upload (tus 1.0.0), read strictly. */
public final class UploadFields {

    private static final Map<String, String> ALGORITHMS =
            Map.of("sha1", "SHA-1", "md5", "MD5", "sha256", "SHA-256", "sha512", "SHA-512");

    /** As the protocol lists them. */
    static final String CHECKSUMS = "sha1,md5,sha256,sha512";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

    private UploadFields() {}

    /** @throws Refusal REQUEST_MALFORMED for what is no number, or not there */
    public static long number(HttpServletRequest request, String field) {
        return Optional.ofNullable(request.getHeader(field))
                .map(String::strip)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::parseLong)
                .orElseThrow(() -> malformed(field));
    }

    /** @throws Refusal BODY_NOT_TAKEN for a body of another type */
    static void requireContent(HttpServletRequest request, String type) {
        if (!type.equals(request.getContentType())) {
            throw new Refusal(Problem.BODY_NOT_TAKEN, "");
        }
    }

    /** {@code Upload-Checksum}: an algorithm and its value in Base64. */
    static Optional<NewContent.Digest> checksum(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Upload-Checksum")).map(field -> {
            String[] parts = field.strip().split(" ");
            String algorithm = ALGORITHMS.get(parts[0].toLowerCase(Locale.ROOT));
            if (parts.length != 2 || algorithm == null) {
                throw new Refusal(Problem.DIGEST_MALFORMED, Refusal.shown(field));
            }
            return new NewContent.Digest(algorithm, base64(parts[1], "Upload-Checksum"));
        });
    }

    /** @throws Refusal REQUEST_MALFORMED for an upload whose length is to be said later */
    static void refuseDeferredLength(HttpServletRequest request) {
        if (request.getHeader("Upload-Defer-Length") != null) {
            throw malformed("Upload-Defer-Length");
        }
    }

    /** {@code Upload-Length}, the members of {@code Upload-Metadata}, and preconditions as for a PUT. */
    static NewUpload wanted(HttpServletRequest request) {
        Map<String, String> metadata =
                metadata(String.join(",", Collections.list(request.getHeaders("Upload-Metadata"))));
        FilePath path = FilePath.parse(Optional.ofNullable(metadata.get("path")).orElseThrow(() -> malformed("path")));
        Conditions conditions = EntityTags.conditions(request, Set.of());
        return new NewUpload(
                path,
                number(request, "Upload-Length"),
                onlyNew(conditions),
                ifMatch(conditions),
                Optional.ofNullable(metadata.get("sha256")).map(UploadFields::sha256),
                ContentReceiver.modifiedAt(metadata.get("mtime")),
                false);
    }

    private static boolean onlyNew(Conditions conditions) {
        if (conditions.ifNoneMatch().filter(tags -> !tags.isEmpty()).isPresent()) {
            throw malformed("If-None-Match");
        }
        return conditions.ifNoneMatch().isPresent();
    }

    private static Optional<String> ifMatch(Conditions conditions) {
        if (conditions.ifMatch().filter(tags -> tags.size() != 1).isPresent()) {
            throw malformed("If-Match");
        }
        return conditions.ifMatch().flatMap(tags -> tags.stream().findFirst());
    }

    private static byte[] sha256(String hex) {
        if (!SHA256.matcher(hex).matches()) {
            throw new Refusal(Problem.DIGEST_MALFORMED, Refusal.shown(hex));
        }
        return HexFormat.of().parseHex(hex);
    }

    /** The name of the file, as the protocol has it in {@code Upload-Metadata}. */
    public static String fileName(HttpServletRequest request) {
        String field = String.join(",", Collections.list(request.getHeaders("Upload-Metadata")));
        return Optional.ofNullable(metadata(field).get("filename")).orElseThrow(() -> malformed("filename"));
    }

    /** Pairs of a name and a value in Base64; what is unknown is passed over. */
    static Map<String, String> metadata(String field) {
        Map<String, String> metadata = new HashMap<>();
        for (String pair : field.split(",")) {
            String[] parts = pair.strip().split(" ", 2);
            String value = parts.length == 2 ? text(base64(parts[1].strip(), "Upload-Metadata")) : "";
            if (metadata.put(parts[0], value) != null) {
                throw malformed("Upload-Metadata");
            }
        }
        return metadata;
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "Upload-Metadata", e);
        }
    }

    private static byte[] base64(String text, String field) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.REQUEST_MALFORMED, field, e);
        }
    }

    private static Refusal malformed(String field) {
        return new Refusal(Problem.REQUEST_MALFORMED, field);
    }
}
