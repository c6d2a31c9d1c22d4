package org.fubako.link;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;

/**
 * A folder into which people without an account may put documents, by an address that they are told.
 *
 * @param account in whose name documents are stored
 * @param folder wherever it lies; {@code path} is where it was
 * @param language of mails to the owner
 * @param handedIn what all visitors have handed in
 * @param live whether it is neither over nor stopped
 */
public record ReceiveFolder(
        TenantId tenant,
        UUID id,
        UUID account,
        String accountName,
        UUID folder,
        String path,
        ReceiveTerms terms,
        Optional<String> passwordHash,
        Locale language,
        Amount handedIn,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> stoppedAt,
        boolean live) {

    /** So many documents with so many bytes together. */
    public record Amount(int files, long bytes) {}

    /** As the operation log names it. */
    String way() {
        return way(id);
    }

    static String way(UUID id) {
        return "receive " + id.toString().replace("-", "");
    }

    /** Whether nothing more can be handed in. */
    boolean full() {
        return handedIn.files >= terms.mostFiles() || handedIn.bytes >= terms.bytesInAll();
    }
}
