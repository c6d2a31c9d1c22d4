package org.fubako.platform;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Secrets in addresses and cookies: 256 random bits as 43 characters of base64url (RFC 4648, section 5). */
public final class SecretToken {

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretToken() {}

    /** One that nobody has had. */
    public static String random() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Whether it could be one; what is not need not be looked up. */
    public static boolean isWellFormed(String token) {
        return FORM.matcher(token).matches();
    }
}
