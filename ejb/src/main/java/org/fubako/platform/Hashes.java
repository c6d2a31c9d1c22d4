package org.fubako.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hashes that every Java platform has, without their checked exceptions. What is returned is for one thread. */
public final class Hashes {

    private static final String HMAC = "HmacSHA256";

    private Hashes() {}

    /** A SHA-256 to be fed. */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** SHA-256 of the UTF-8 form of a text. */
    public static byte[] sha256(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalStateException if the platform does not have the algorithm */
    public static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An HMAC-SHA-256 (RFC 2104) to be fed. */
    public static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** HMAC-SHA-256 of the UTF-8 form of a text. */
    public static byte[] hmac(byte[] key, String text) {
        return hmac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
