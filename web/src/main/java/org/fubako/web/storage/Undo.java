package org.fubako.web.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;

/**
 * What takes the last job back. Travels through the page as one text; whoever sends another one does nothing that they could not do by
 * hand, because each step asks for its rights.
 *
 * @param steps whose paths mean what the kind says
 */
record Undo(Kind kind, List<Step> steps) {

    static final Undo NONE = new Undo(Kind.NONE, List.of());

    /** How a job is taken back. */
    enum Kind {
        NONE,
        /** Out of the trash: a space, and below it the id of what lies in its trash. */
        RESTORE,
        /** Back to where it was: where it is now, and where it was. */
        MOVE_BACK
    }

    /** One thing. */
    record Step(FilePath from, FilePath to) {}

    String text() {
        List<FilePath> paths = steps.stream()
                .flatMap(step -> Stream.of(step.from(), step.to()))
                .toList();
        return kind == Kind.NONE ? "" : kind + new Picked(paths).text();
    }

    /** @throws Refusal NOT_FOUND when it is no text of an undo */
    static Undo parse(String text) {
        int paths = text.indexOf('/');
        List<FilePath> all = paths < 0
                ? List.of()
                : new ArrayList<>(Picked.parse(text.substring(paths)).paths());
        Kind kind = Stream.of(Kind.values())
                .filter(each -> paths > 0 && each.name().equals(text.substring(0, paths)))
                .findFirst()
                .orElse(Kind.NONE);
        if (kind == Kind.NONE || all.isEmpty() || all.size() % 2 != 0) {
            throw new Refusal(Problem.NOT_FOUND, "");
        }
        return new Undo(
                kind,
                IntStream.range(0, all.size() / 2)
                        .mapToObj(step -> new Step(all.get(2 * step), all.get(2 * step + 1)))
                        .toList());
    }
}
