package org.fubako.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form of an API token: {@code fbk_a_}, 43 random characters, 6 of a checksum. Scanners can tell a leaked one from
 * chance, and a mistyped one costs no question to the database.
 */
final class TokenText {

    static final String PREFIX = "fbk_a_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}[a-z2-7]{6}");
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int CHECK_LENGTH = 6;

    private TokenText() {}

    static String random(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        String body = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return body + check(body);
    }

    static boolean isWellFormed(String token) {
        if (!FORM.matcher(token).matches()) {
            return false;
        }
        String body = token.substring(0, token.length() - CHECK_LENGTH);
        return token.endsWith(check(body));
    }

    private static String check(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        StringBuilder check = new StringBuilder();
        for (int at = 0; at < CHECK_LENGTH; at++) {
            check.append(BASE32.charAt((int) (rest & 31)));
            rest >>= 5;
        }
        return check.toString();
    }
}
