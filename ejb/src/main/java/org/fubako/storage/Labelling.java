package org.fubako.storage;

import java.util.Optional;

/**
 * What labels say about a folder or document.
 *
 * @param above the strictest of the folders that it lies in; empty where none of them has one
 * @param own its own
 */
public record Labelling(Optional<Label> above, Optional<Label> own) {

    /** Nobody has said anything. */
    public static final Labelling NONE = new Labelling(Optional.empty(), Optional.empty());

    /** What counts: the strictest of its own and of those above. */
    public Label effective() {
        return said().orElse(Label.UNSAID);
    }

    /** What would count without one of its own. */
    public Label inherited() {
        return above.orElse(Label.UNSAID);
    }

    /** Of something that lies in it. */
    Labelling below(Optional<Label> itsOwn) {
        return new Labelling(said(), itsOwn);
    }

    private Optional<Label> said() {
        // most things have none of their own, and a list asks this of each of its rows
        boolean covered = own.isEmpty() || above.isPresent() && above.get().isStricterThan(own.get());
        return covered ? above : own;
    }

    /**
     * Whether its own would be less strict than before, or none any more, whether that counts at present or not: what a folder above
     * covers today comes to light when that folder changes.
     */
    public boolean isLoosenedBy(Optional<Label> wanted) {
        return wanted.map(label -> own.orElse(Label.UNSAID).isStricterThan(label))
                .orElse(own.isPresent());
    }
}
