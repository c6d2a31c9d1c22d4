package org.fubako.account;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fubako.platform.PlainText;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** What a password for recipients is like: told on the telephone, typed on any keyboard, and tried by nobody more than a few times. */
public final class RecipientPassword {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    /** Those that look or sound like another are not among them. */
    private static final String CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 3;
    private static final int OF_EACH = 4;

    private RecipientPassword() {}

    /** One that is good for this, in groups that are easy to read out: about 59 bits of chance. */
    public static String draw() {
        SecureRandom random = new SecureRandom();
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> random.ints(OF_EACH, 0, CHARACTERS.length())
                        .mapToObj(at -> CHARACTERS.substring(at, at + 1))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }

    /** @throws Refusal RECIPIENT_PASSWORD, which does not say what was sent */
    public static String require(String password) {
        int length = PlainText.length(password);
        boolean sound = length >= SHORTEST
                && length <= LONGEST
                && password.equals(password.strip())
                && !PlainText.isUnprintable(password);
        if (!sound) {
            throw new Refusal(Problem.RECIPIENT_PASSWORD, "");
        }
        return password;
    }
}
