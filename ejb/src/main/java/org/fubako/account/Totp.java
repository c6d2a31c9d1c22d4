package org.fubako.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes from the time (RFC 6238) as every authenticator makes them: HMAC-SHA-1, six digits, a new one every 30 seconds. */
final class Totp {

    static final int SEED_BYTES = 20;
    static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;

    /** So many steps the clock of a phone may be off. */
    private static final int WINDOW = 1;

    private static final Pattern FORM = Pattern.compile("\\d{" + DIGITS + "}");
    private static final int MODULUS = 1_000_000;
    private static final String HMAC = "HmacSHA1";

    private Totp() {}

    static boolean isWellFormed(String code) {
        return FORM.matcher(code).matches();
    }

    /**
     * The step whose code it is, if that is about now and after the last one that counted: each code counts once, and none from before it
     * does any more.
     */
    static OptionalLong step(byte[] seed, String code, Instant now, long lastStep) {
        long present = now.getEpochSecond() / STEP_SECONDS;
        return LongStream.rangeClosed(present - WINDOW, present + WINDOW)
                .filter(step -> step > lastStep && matches(seed, step, code))
                .findFirst();
    }

    private static boolean matches(byte[] seed, long step, String code) {
        return MessageDigest.isEqual(
                code(seed, step).getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
    }

    /** HOTP (RFC 4226) of the step. */
    static String code(byte[] seed, long step) {
        byte[] hash = hmac(seed, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xF;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
