package org.fubako.link;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A receive folder as its owner sees it. Its address is not among that: it is told once.
 *
 * @param path where the folder was when the receive folder was made
 * @param live whether something can still be handed in
 */
public record ReceiveView(
        UUID id,
        String owner,
        String path,
        ReceiveTerms terms,
        boolean password,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> stoppedAt,
        boolean live,
        int filesHandedIn,
        long bytesHandedIn) {

    static ReceiveView of(ReceiveFolder folder) {
        return new ReceiveView(
                folder.id(),
                folder.accountName(),
                folder.path(),
                folder.terms(),
                folder.passwordHash().isPresent(),
                folder.createdAt(),
                folder.expiresAt(),
                folder.stoppedAt(),
                folder.live() && !folder.full(),
                folder.handedIn().files(),
                folder.handedIn().bytes());
    }
}
