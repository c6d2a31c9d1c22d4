package org.fubako.web.storage;

import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Names as people type them. */
final class Names {

    private Names() {}

    /**
     * What was typed as a name; a path is not taken apart here.
     *
     * @throws Refusal NAME_EMPTY, NAME_CHARACTER
     */
    static String typed(String text) {
        String name = text.strip();
        if (name.isEmpty()) {
            throw new Refusal(Problem.NAME_EMPTY, "");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new Refusal(Problem.NAME_CHARACTER, name);
        }
        return name;
    }
}
