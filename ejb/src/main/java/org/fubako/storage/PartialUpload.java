package org.fubako.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;

/**
 * An upload that comes in parts, and how far it is.
 *
 * @param length of the whole in bytes
 * @param received bytes of the parts together
 * @param conditions that must hold at the end
 * @param sha256 what the whole must be, if the client has said so
 * @param folder the name of the folder of chunks; empty for an upload by tus
 */
public record PartialUpload(
        TenantId tenant,
        UUID id,
        UUID account,
        UUID space,
        FilePath path,
        long length,
        long received,
        int parts,
        Conditions conditions,
        Optional<byte[]> sha256,
        Optional<Instant> modifiedAt,
        Instant expires,
        boolean finished,
        Optional<String> folder) {

    /** The same, of which it is known now where it goes. */
    PartialUpload to(FilePath target, Conditions atTheEnd, Optional<Instant> modified) {
        return new PartialUpload(
                tenant, id, account, space, target, received, received, parts, atTheEnd, sha256, modified, expires,
                finished, folder);
    }

    UploadProgress progress() {
        return progress(Optional.empty());
    }

    UploadProgress progress(Optional<Changed> outcome) {
        return new UploadProgress(id, path, length, received, expires, finished || outcome.isPresent(), outcome);
    }
}
