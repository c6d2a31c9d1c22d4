package org.fubako.storage;

import java.util.Locale;
import java.util.Optional;

/** How far a folder or document may go, from the least strict to the strictest. */
public enum Label {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL;

    /** What counts where nobody has said anything. */
    public static final Label UNSAID = INTERNAL;

    public boolean isStricterThan(Label other) {
        return compareTo(other) > 0;
    }

    /** For the operation log. */
    static String inWords(Optional<Label> own) {
        return own.map(label -> label.name().toLowerCase(Locale.ROOT)).orElse("none");
    }
}
