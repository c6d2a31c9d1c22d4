package org.fubako.web.security;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A name and password from an Authorization header (RFC 7617). */
record BasicCredentials(String login, String password) {

    /** Empty when the header is missing, of another scheme, or not Base64. */
    static Optional<BasicCredentials> parse(String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String text = text(Base64.getDecoder().decode(header.substring(6).strip()));
            int colon = text.indexOf(':');
            return colon <= 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException notUnderstood) {
            return Optional.empty();
        }
    }

    /** UTF-8 is asked for; old clients send ISO 8859-1 all the same, and that is hardly ever UTF-8 by chance. */
    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException older) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /** Without the password: this may end up in a log. */
    @Override
    public String toString() {
        return login;
    }
}
