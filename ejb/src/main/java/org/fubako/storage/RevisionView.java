package org.fubako.storage;

import java.time.Instant;

/**
 * A revision of a document as the doors see it.
 *
 * @param number counts from 1 within the document, the newest has the highest
 * @param etag strong, without quotes
 * @param sha256 of the content, 32 bytes in lower-case hex
 * @param virusCheck what the virus check has said of the content
 */
public record RevisionView(
        int number,
        long length,
        Instant createdAt,
        String createdBy,
        String etag,
        String sha256,
        VirusCheck virusCheck,
        boolean newest) {}
