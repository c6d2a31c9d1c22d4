package org.fubako.storage;

/** Names beside one that is taken: {@code plan (2).pdf}. */
final class CountedName {

    private CountedName() {}

    /** The name itself for 1; with others a number before the ending. What would be too long by that loses the end of its stem. */
    static String of(String name, int number) {
        if (number == 1) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String rest = " (" + number + ")" + (dot > 0 ? name.substring(dot) : "");
        int room = NodeName.MAX_LENGTH - rest.codePointCount(0, rest.length());
        if (room < 1) {
            // all ending: nothing of that is worth keeping
            return of(
                    name.substring(0, name.offsetByCodePoints(0, NodeName.MAX_LENGTH / 2))
                            .replace('.', '_'),
                    number);
        }
        int length = stem.codePointCount(0, stem.length());
        return stem.substring(0, stem.offsetByCodePoints(0, Math.min(room, length))) + rest;
    }
}
