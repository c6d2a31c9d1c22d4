package org.fubako.account;

import org.fubako.platform.PlainText;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** What a password for recipients is like: told on the telephone, typed on any keyboard, and tried by nobody more than a few times. */
public final class RecipientPassword {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    private RecipientPassword() {}

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
