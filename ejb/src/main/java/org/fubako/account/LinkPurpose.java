package org.fubako.account;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a link that is mailed to the holder of an account is for, and how long it can be followed. */
public enum LinkPurpose {
    /** To choose the first password. */
    INVITATION(Duration.ofHours(72)),
    /** To choose another password. */
    RESET(Duration.ofMinutes(30)),
    /** To show that mail arrives. */
    ADDRESS(Duration.ofHours(3));

    static final List<LinkPurpose> FOR_PASSWORDS = List.of(INVITATION, RESET);

    private final Duration validity;

    LinkPurpose(Duration validity) {
        this.validity = validity;
    }

    Duration validity() {
        return validity;
    }

    /** How the keys of its words begin. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
