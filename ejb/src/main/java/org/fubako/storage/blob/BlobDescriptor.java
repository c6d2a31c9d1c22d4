package org.fubako.storage.blob;

import java.util.Arrays;
import java.util.UUID;

/** What the database keeps of a blob: enough to find, open and check it. Lengths in bytes; what concerns the cipher is of the whole file. */
public record BlobDescriptor(
        UUID blobId,
        int keyVersion,
        byte[] wrappedKey,
        long length,
        byte[] sha256,
        long cipherLength,
        byte[] cipherSha256) {

    public BlobDescriptor {
        wrappedKey = wrappedKey.clone();
        sha256 = sha256.clone();
        cipherSha256 = cipherSha256.clone();
    }

    @Override
    public byte[] wrappedKey() {
        return wrappedKey.clone();
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public byte[] cipherSha256() {
        return cipherSha256.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlobDescriptor that
                && blobId.equals(that.blobId)
                && keyVersion == that.keyVersion
                && length == that.length
                && cipherLength == that.cipherLength
                && Arrays.equals(wrappedKey, that.wrappedKey)
                && Arrays.equals(sha256, that.sha256)
                && Arrays.equals(cipherSha256, that.cipherSha256);
    }

    @Override
    public int hashCode() {
        return blobId.hashCode();
    }

    @Override
    public String toString() {
        return "BlobDescriptor[blobId=" + blobId + ", length=" + length + "]";
    }
}
