package org.fubako.storage.blob;

import java.util.UUID;

/** What the database keeps of a blob: enough to find, open and check it. Lengths in bytes. */
public record BlobDescriptor(
        UUID blobId,
        int keyVersion,
        byte[] wrappedKey,
        long length,
        byte[] sha256,
        long cipherLength,
        byte[] cipherSha256) {}
