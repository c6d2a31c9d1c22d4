package org.fubako.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
 * @param held whether it waits, when it is complete, until it is shown
 * @param verdict of the virus check, if one that is held was looked at already
 * @param handedIn by whom, once one that is held is to be shown
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
        Optional<String> folder,
        boolean held,
        Optional<VirusCheck> verdict,
        Optional<HandedIn> handedIn) {

    /** The same, of which it is known now where it goes. */
    PartialUpload to(FilePath target, Conditions atTheEnd, Optional<Instant> modified) {
        return new PartialUpload(
                tenant, id, account, space, target, received, received, parts, atTheEnd, sha256, modified, expires,
                finished, folder, held, verdict, handedIn);
    }

    /** The same, which is now to be shown as a new document. */
    PartialUpload handedIn(FilePath target, HandedIn how) {
        Conditions onlyNew = new Conditions(Optional.empty(), Optional.of(Set.of()), Set.of());
        return new PartialUpload(
                tenant,
                id,
                account,
                space,
                target,
                length,
                received,
                parts,
                onlyNew,
                sha256,
                modifiedAt,
                expires,
                finished,
                folder,
                held,
                verdict,
                Optional.of(how));
    }

    UploadProgress progress() {
        return progress(Optional.empty());
    }

    UploadProgress progress(Optional<Changed> outcome) {
        return new UploadProgress(id, path, length, received, expires, finished || outcome.isPresent(), outcome);
    }
}
