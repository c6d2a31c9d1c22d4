package org.fubako.storage.blob;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/**
 * The layout of a blob, FBK1: a header of our own, then a body in the layout of Tink's AES256-GCM-HKDF-64KB streaming
 * encryption with the header as associated data. {@code docs/decisions/0003-blob-format.md} describes every byte.
 */
final class BlobFormat {

    static final int HEADER_LENGTH = 80;
    static final int BODY_HEADER_LENGTH = 40;
    static final int PREAMBLE_LENGTH = HEADER_LENGTH + BODY_HEADER_LENGTH;
    static final int SEGMENT_LENGTH = 1 << 16;
    static final int TAG_LENGTH = 16;
    static final int KEY_LENGTH = 32;

    private static final byte[] MAGIC = {'F', 'B', 'K', '1'};
    private static final byte VERSION = 1;
    private static final byte SUITE = 1;
    private static final byte SEGMENT_LOG2 = 16;
    private static final int NONCE_PREFIX_LENGTH = 7;
    private static final int TENANT_OFFSET = 8;
    private static final int CRC_OFFSET = HEADER_LENGTH - 4;

    private BlobFormat() {}

    static byte[] header(TenantId tenant, UUID blob, int keyVersion, byte[] dataKey) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH)
                .put(MAGIC)
                .put(VERSION)
                .put(SUITE)
                .put(SEGMENT_LOG2)
                .put((byte) 0)
                .put(UuidConverter.bytes(tenant.value()))
                .put(UuidConverter.bytes(blob))
                .putInt(keyVersion);
        byte[] bound = java.util.Arrays.copyOf(header.array(), header.position());
        header.put(commitment(dataKey, bound));
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, CRC_OFFSET);
        header.putInt((int) crc.getValue());
        return header.array();
    }

    /** Binds the blob to exactly one key, which GCM alone does not. */
    private static byte[] commitment(byte[] dataKey, byte[] bound) {
        byte[] label = "fbk1 commit".getBytes(StandardCharsets.UTF_8);
        byte[] info = ByteBuffer.allocate(label.length + bound.length)
                .put(label)
                .put(bound)
                .array();
        return Hkdf.expand(dataKey, info, 32);
    }

    /** Whose blob it says it is, unless the header is damaged. Proves nothing: good for sweeps, not for access. */
    static Optional<UUID> tenantIn(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CRC_OFFSET);
        return ByteBuffer.wrap(header).getInt(CRC_OFFSET) == (int) crc.getValue()
                ? Optional.of(
                        UuidConverter.uuid(java.util.Arrays.copyOfRange(header, TENANT_OFFSET, TENANT_OFFSET + 16)))
                : Optional.empty();
    }

    /** Checks everything that a header says before anything is decrypted. */
    static void requireHeader(byte[] found, TenantId tenant, UUID blob, int keyVersion, byte[] dataKey) {
        CRC32C crc = new CRC32C();
        crc.update(found, 0, CRC_OFFSET);
        if (ByteBuffer.wrap(found).getInt(CRC_OFFSET) != (int) crc.getValue()) {
            throw new IntegrityException("the header of blob " + blob + " is damaged");
        }
        if (!MessageDigest.isEqual(found, header(tenant, blob, keyVersion, dataKey))) {
            throw new IntegrityException("blob " + blob + " is another blob or has another key");
        }
    }

    static byte[] bodyHeader(byte[] salt, byte[] noncePrefix) {
        return ByteBuffer.allocate(BODY_HEADER_LENGTH)
                .put((byte) BODY_HEADER_LENGTH)
                .put(salt)
                .put(noncePrefix)
                .array();
    }

    /** Plaintext bytes in front of a segment. The body's own header takes its place in the first segment. */
    static long plainOffset(long segment) {
        return segment == 0 ? 0 : segment * (SEGMENT_LENGTH - TAG_LENGTH) - BODY_HEADER_LENGTH;
    }

    static long segmentOf(long plainOffset) {
        return (plainOffset + BODY_HEADER_LENGTH) / (SEGMENT_LENGTH - TAG_LENGTH);
    }

    static int plainLength(long segment) {
        return SEGMENT_LENGTH - TAG_LENGTH - (segment == 0 ? BODY_HEADER_LENGTH : 0);
    }

    /** Where a segment begins in the file. */
    static long fileOffset(long segment) {
        return segment == 0 ? PREAMBLE_LENGTH : HEADER_LENGTH + segment * SEGMENT_LENGTH;
    }

    static long lastSegment(long plainLength) {
        return plainLength == 0 ? 0 : segmentOf(plainLength - 1);
    }

    /** Length of the file for a plaintext of this length. */
    static long cipherLength(long plainLength) {
        return PREAMBLE_LENGTH + plainLength + (lastSegment(plainLength) + 1) * TAG_LENGTH;
    }

    /** Seals or opens segments of one blob. Not for several threads. */
    static final class Segments {

        private final SecretKeySpec key;
        private final byte[] noncePrefix;
        private final Cipher cipher;
        private final int mode;

        Segments(int mode, byte[] dataKey, byte[] bodyHeader, byte[] header) {
            byte[] salt = java.util.Arrays.copyOfRange(bodyHeader, 1, 1 + KEY_LENGTH);
            this.noncePrefix = java.util.Arrays.copyOfRange(bodyHeader, 1 + KEY_LENGTH, BODY_HEADER_LENGTH);
            this.key = new SecretKeySpec(Hkdf.derive(dataKey, salt, header, KEY_LENGTH), "AES");
            this.mode = mode;
            try {
                this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** @throws IntegrityException when a segment does not open: it is damaged, moved or cut off */
        int process(long segment, boolean last, byte[] in, int length, byte[] out) {
            byte[] nonce = ByteBuffer.allocate(NONCE_PREFIX_LENGTH + 5)
                    .put(noncePrefix)
                    .putInt(Math.toIntExact(segment))
                    .put((byte) (last ? 1 : 0))
                    .array();
            try {
                cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * 8, nonce));
                return cipher.doFinal(in, 0, length, out, 0);
            } catch (javax.crypto.AEADBadTagException e) {
                throw new IntegrityException("segment " + segment + " is damaged", e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
