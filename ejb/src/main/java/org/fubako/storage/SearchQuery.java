package org.fubako.storage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * What is searched for by name, by tag or by both.
 *
 * @param words all of them must be in the name, in any order; up to 16, none only where a tag is given; case does not count
 * @param within the folder or space to search in; the root for everything
 * @param folders only folders, or only documents; empty for both
 * @param from not changed before; empty for any time
 * @param to changed before; empty for any time
 * @param smallest bytes of a document
 * @param largest bytes of a document
 * @param by the name of the account that has changed it last
 * @param tag that it has
 */
public record SearchQuery(
        List<String> words,
        FilePath within,
        Optional<Boolean> folders,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Long> smallest,
        Optional<Long> largest,
        Optional<String> by,
        Optional<Tag> tag) {

    private static final int MOST_WORDS = 16;
    private static final int LONGEST = 255;

    public SearchQuery {
        words = List.copyOf(words);
    }

    /**
     * A search everywhere for what somebody has typed; words are separated by blanks of any width.
     *
     * @param tag as somebody has written it; blank for any or none
     * @throws Refusal REQUEST_MALFORMED when there is nothing to search for, or too much; TAG_MALFORMED
     */
    public static SearchQuery of(String typed, String tag) {
        List<String> words = Arrays.stream(typed.split("[\\p{Z}\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty() && tag.isBlank() || words.size() > MOST_WORDS || typed.length() > LONGEST) {
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
                Optional.empty(),
                tag.isBlank() ? Optional.empty() : Optional.of(Tag.of(tag)));
    }
}
