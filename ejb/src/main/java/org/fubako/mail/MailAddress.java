package org.fubako.mail;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An address that mail can be sent to: a dot-atom of ASCII and a host name (RFC 5321, 4.1.2, without quoted strings and address literals),
 * at most 254 characters. Nothing in it can end a line of a message or of the protocol.
 */
public record MailAddress(String value) {

    private static final int LONGEST = 254;
    private static final int LONGEST_NAME = 64;
    private static final Pattern ATOM = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9-]{1,63}");

    public MailAddress {
        if (!isAddress(value)) {
            throw new IllegalArgumentException("not a mail address");
        }
    }

    /** Empty for what is no address. */
    public static Optional<MailAddress> parse(String text) {
        return isAddress(text) ? Optional.of(new MailAddress(text)) : Optional.empty();
    }

    private static boolean isAddress(String text) {
        int at = text.indexOf('@');
        if (at < 1 || at > LONGEST_NAME || text.length() > LONGEST) {
            return false;
        }
        boolean name =
                parts(text.substring(0, at)).allMatch(part -> ATOM.matcher(part).matches());
        return name && parts(text.substring(at + 1)).allMatch(MailAddress::isLabel);
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split("\\.", -1));
    }

    private static boolean isLabel(String part) {
        return LABEL.matcher(part).matches() && !part.startsWith("-") && !part.endsWith("-");
    }

    @Override
    public String toString() {
        return value;
    }
}
