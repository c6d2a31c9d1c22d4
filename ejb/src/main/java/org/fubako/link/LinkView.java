package org.fubako.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.AddressRanges;

/**
 * A one-time URL as its issuer sees it; the URL itself is told once, when it is made.
 *
 * @param issuer the name of the account
 * @param endedAt when it was stopped or used up
 * @param stoppedBy who has stopped it
 * @param guarded whether there is a password
 * @param recipients addresses of which one has to be proved by a mailed code
 * @param paths of the documents, as they were when it was issued
 */
public record LinkView(
        UUID id,
        String issuer,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Instant> endedAt,
        Optional<String> stoppedBy,
        int maxDownloads,
        int downloads,
        boolean guarded,
        List<String> recipients,
        AddressRanges addresses,
        LinkState state,
        List<String> paths) {

    public LinkView {
        recipients = List.copyOf(recipients);
        paths = List.copyOf(paths);
    }

    LinkView of(List<String> documents) {
        return new LinkView(
                id,
                issuer,
                issuedAt,
                expiresAt,
                endedAt,
                stoppedBy,
                maxDownloads,
                downloads,
                guarded,
                recipients,
                addresses,
                state,
                documents);
    }
}
