package org.fubako.storage;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * A place in a tenant's tree, as its segments from the root: {@code /common/a/b.txt}. Segments are NFC, never empty, never
 * {@code .} or {@code ..}, without slash, backslash, control characters or halves of characters; whether something is there, or
 * may be made there, is not said by a path.
 */
public record FilePath(List<String> segments) {

    /** In characters, slashes included. */
    public static final int MAX_LENGTH = 900;

    public static final FilePath ROOT = new FilePath(List.of());

    public FilePath {
        segments = segments.stream()
                .map(segment -> Normalizer.normalize(segment, Normalizer.Form.NFC))
                .toList();
        segments.forEach(FilePath::requireSegment);
    }

    /** Reads {@code /common/a/b}; one slash at either end is optional, nothing is percent-decoded. */
    public static FilePath parse(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        inner = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        return inner.isEmpty() ? ROOT : of(List.of(inner.split("/", -1)));
    }

    /** What somebody has asked for; refused when nothing can be there, because it is too long. */
    public static FilePath of(List<String> segments) {
        FilePath path = new FilePath(segments);
        if (path.toString().length() > MAX_LENGTH) {
            throw new Refusal(Problem.PATH_TOO_LONG, Refusal.shown(path.toString()));
        }
        return path;
    }

    private static void requireSegment(String segment) {
        boolean bad = segment.isEmpty()
                || segment.equals(".")
                || segment.equals("..")
                || segment.length() > MAX_LENGTH
                || hasBad(segment);
        if (bad) {
            throw new Refusal(Problem.PATH_MALFORMED, Refusal.shown(segment));
        }
    }

    private static boolean hasBad(String segment) {
        for (int at = 0; at < segment.length(); at += Character.charCount(segment.codePointAt(at))) {
            if (isBad(segment.codePointAt(at))) {
                return true;
            }
        }
        return false;
    }

    /** Half of a surrogate pair is no character, and has no form in UTF-8. */
    private static boolean isBad(int character) {
        return character == '/'
                || character == '\\'
                || Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE;
    }

    public boolean isRoot() {
        return segments.isEmpty();
    }

    /** The last segment. */
    public String name() {
        return segments.get(segments.size() - 1);
    }

    public FilePath parent() {
        return new FilePath(segments.subList(0, segments.size() - 1));
    }

    public FilePath child(String name) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(name);
        return new FilePath(longer);
    }

    /** With a slash before each segment; the root is {@code /}. */
    @Override
    public String toString() {
        return isRoot() ? "/" : "/" + String.join("/", segments);
    }
}
