package org.fubako.storage;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fubako.platform.NameKey;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** A free word on folders and documents. Kept as written (NFC); two tags are the same when their keys are: case does not count. */
public record Tag(String value) {

    /** In characters (code points). */
    public static final int MAX_LENGTH = 40;

    /** So many may stand on one folder or document. */
    public static final int MOST = 20;

    /** Of each width: whoever types several in a line separates them so. */
    private static final String COMMAS = ",，、､";

    /**
     * Takes what somebody has written; blanks around it do not count.
     *
     * @throws Refusal TAG_MALFORMED when nothing is left, it is too long, or it has commas or what cannot be seen
     */
    public static Tag of(String written) {
        String tag = Normalizer.normalize(written, Normalizer.Form.NFC).strip();
        boolean fits = !tag.isEmpty() && tag.codePointCount(0, tag.length()) <= MAX_LENGTH;
        if (!fits || !NodeName.isReadable(tag) || tag.chars().anyMatch(each -> COMMAS.indexOf(each) >= 0)) {
            throw new Refusal(Problem.TAG_MALFORMED, Refusal.shown(NodeName.readable(tag)));
        }
        return new Tag(tag);
    }

    /**
     * All tags of one thing, in the order of their keys; of those that are the same the last one.
     *
     * @throws Refusal TAG_MALFORMED as {@link #of}, TAGS_TOO_MANY when there are more than {@link #MOST}
     */
    static List<Tag> all(List<String> written, FilePath subject) {
        Map<String, Tag> tags = new LinkedHashMap<>();
        written.stream().map(Tag::of).forEach(tag -> tags.put(tag.folded(), tag));
        if (tags.size() > MOST) {
            throw new Refusal(Problem.TAGS_TOO_MANY, subject.toString());
        }
        return tags.values().stream()
                .sorted((one, other) -> Arrays.compareUnsigned(one.key(), other.key()))
                .toList();
    }

    /** What identifies the tag: case-folded NFC in UTF-8. */
    byte[] key() {
        return NameKey.of(value);
    }

    /** {@link #key} as a text. */
    String folded() {
        return new String(key(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return value;
    }
}
