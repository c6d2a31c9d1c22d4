package org.fubako.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * An upload that is to come in parts.
 *
 * @param length of the whole in bytes
 * @param onlyNew whether a document that is there at the end refuses it
 * @param ifMatch the tag that the document must have at the end
 * @param sha256 what the whole must be before it becomes visible
 * @param modifiedAt the time of the document itself, where a client tells it
 * @param held whether it waits, when it is complete, until somebody says that it is to be shown
 */
public record NewUpload(
        FilePath path,
        long length,
        boolean onlyNew,
        Optional<String> ifMatch,
        Optional<byte[]> sha256,
        Optional<Instant> modifiedAt,
        boolean held) {}
