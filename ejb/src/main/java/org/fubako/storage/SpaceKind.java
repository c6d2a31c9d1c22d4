package org.fubako.storage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of top-level storage areas. */
public enum SpaceKind {
    COMMON(false),
    PRIVATE(false),
    GROUP(true),
    PROJECT(true);

    private final boolean named;

    SpaceKind(boolean named) {
        this.named = named;
    }

    /** Whether the path of such a space has its name behind the kind: {@code /group/sales}. */
    public boolean named() {
        return named;
    }

    /** First segment of the path of such a space. */
    public String segment() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SpaceKind> ofSegment(String segment) {
        return Arrays.stream(values())
                .filter(kind -> kind.segment().equals(segment))
                .findFirst();
    }
}
