package org.fubako.web.dav;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lock tokens as URIs (RFC 4918, section 6.5 and appendix C). The older scheme is written, because old clients expect it. */
final class LockTokens {

    private static final Pattern TOKEN = Pattern.compile(
            "(?:opaquelocktoken:|urn:uuid:)?(\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12})",
            Pattern.CASE_INSENSITIVE);

    private LockTokens() {}

    static String uri(UUID token) {
        return "opaquelocktoken:" + token;
    }

    /** Takes it with or without angle brackets; empty when no lock of ours can have that token. */
    static Optional<UUID> parse(String written) {
        String inner = written.strip();
        if (inner.startsWith("<") && inner.endsWith(">")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        Matcher token = TOKEN.matcher(inner);
        return token.matches() ? Optional.of(UUID.fromString(token.group(1))) : Optional.empty();
    }
}
