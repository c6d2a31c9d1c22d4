package org.fubako.storage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * What is searched for by name.
 *
 * @param words all of them must be in the name, in any order; 1 to 16; case does not count
 * @param within the folder or space to search in; the root for everything
 * @param folders only folders, or only documents; empty for both
 * @param from not changed before; empty for any time
 * @param to changed before; empty for any time
 * @param smallest bytes of a document
 * @param largest bytes of a document
 * @param by the name of the account that has changed it last
 */
public record SearchQuery(
        List<String> words,
        FilePath within,
        Optional<Boolean> folders,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Long> smallest,
        Optional<Long> largest,
        Optional<String> by) {

    private static final int MOST_WORDS = 16;
    private static final int LONGEST = 255;

    public SearchQuery {
        words = List.copyOf(words);
    }

    /** A search everywhere for what somebody has typed; words are separated by blanks of any width. */
    public static SearchQuery of(String typed) {
        List<String> words = Arrays.stream(typed.split("[\\p{Z}\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty() || words.size() > MOST_WORDS || typed.length() > LONGEST) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "q");
        }
        return new SearchQuery(
                words,
                FilePath.ROOT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
