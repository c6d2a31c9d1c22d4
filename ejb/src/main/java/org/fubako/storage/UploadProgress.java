package org.fubako.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How far a resumable upload is.
 *
 * @param length of the whole in bytes
 * @param received bytes that are safe; after these the client goes on
 * @param expires when what has come is thrown away if nothing more comes
 * @param finished whether the document is there
 * @param outcome of the call that has finished it
 */
public record UploadProgress(
        UUID id,
        FilePath path,
        long length,
        long received,
        Instant expires,
        boolean finished,
        Optional<Changed> outcome) {}
