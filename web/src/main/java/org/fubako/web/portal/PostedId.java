package org.fubako.web.portal;

import java.util.UUID;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** An id that a page has written and that has come back with a form: somebody may have changed it on the way. */
public final class PostedId {

    private PostedId() {}

    /** @throws Refusal NOT_FOUND for what was never an id */
    public static UUID parse(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.NOT_FOUND, "", e);
        }
    }
}
