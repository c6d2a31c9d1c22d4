package org.fubako.storage;

import java.time.Instant;
import java.util.UUID;

/** A live lock. {@code root} is where it was taken; a deep one covers everything below. */
public record LockView(
        UUID token,
        FilePath root,
        String account,
        boolean exclusive,
        boolean deep,
        String ownerXml,
        Instant expiresAt) {}
