package org.fubako.account;

import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The name by which people know a secret again that was made for a program or a device. */
final class SecretLabel {

    private static final int LONGEST = 80;

    private SecretLabel() {}

    /** @throws Refusal REQUEST_MALFORMED for what is empty, too long or cannot be printed */
    static String require(String label) {
        boolean tooLong = label.codePointCount(0, label.length()) > LONGEST;
        boolean unprintable = label.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
        if (label.isBlank() || tooLong || unprintable) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "label");
        }
        return label;
    }
}
