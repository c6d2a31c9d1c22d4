package org.fubako.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Content on its way in.
 *
 * @param body opened once, when everything else has been decided
 * @param length as declared by the client in bytes; anything else that arrives is refused
 * @param digests what the client says of the content; each is verified before the document becomes visible
 * @param modifiedAt the time of the document itself, where a client tells it
 * @param idempotencyKey of the request; the same key with the same content again gives the first answer again
 */
public record NewContent(
        Body body,
        OptionalLong length,
        List<Digest> digests,
        Optional<Instant> modifiedAt,
        Optional<String> idempotencyKey) {

    /** A digest the client has sent: the algorithm's JCA name ({@code SHA-256}, {@code MD5}…) and its value. */
    public record Digest(String algorithm, byte[] value) {}

    /** Where the bytes come from. To ask for them can make a client send them, which waits for that (RFC 9110, section 10.1.1). */
    @FunctionalInterface
    public interface Body {

        /** To be read once, never closed here. */
        InputStream open() throws IOException;
    }
}
