package org.fubako.account;

import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The line that says what an account or a group is for: up to 80 printable characters. */
final class Comment {

    private static final int LONGEST = 80;

    private Comment() {}

    /**
     * Without spaces around it.
     *
     * @param about whose comment it is, for the refusal
     */
    static String require(String text, String about) {
        String comment = text.strip();
        boolean unprintable = comment.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
        if (unprintable) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "comment");
        }
        if (comment.codePointCount(0, comment.length()) > LONGEST) {
            throw new Refusal(Problem.COMMENT_TOO_LONG, about);
        }
        return comment;
    }
}
