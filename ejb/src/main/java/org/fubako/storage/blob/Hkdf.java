package org.fubako.storage.blob;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;
import org.fubako.platform.Hashes;

/** HKDF with HMAC-SHA-256 (RFC 5869). */
final class Hkdf {

    private static final int HASH_LENGTH = 32;

    private Hkdf() {}

    static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        return expand(extract(secret, salt), info, length);
    }

    static byte[] extract(byte[] secret, byte[] salt) {
        return Hashes.hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt).doFinal(secret);
    }

    static byte[] expand(byte[] key, byte[] info, int length) {
        Mac mac = Hashes.hmac(key);
        ByteBuffer out = ByteBuffer.allocate(length);
        byte[] block = new byte[0];
        for (int counter = 1; out.hasRemaining(); counter++) {
            mac.update(block);
            mac.update(info);
            block = mac.doFinal(new byte[] {(byte) counter});
            out.put(block, 0, Math.min(block.length, out.remaining()));
        }
        Arrays.fill(block, (byte) 0);
        return out.array();
    }
}
