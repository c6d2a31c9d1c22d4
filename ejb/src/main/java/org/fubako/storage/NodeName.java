package org.fubako.storage;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.fubako.platform.NameKey;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * The name of a folder or document. Kept as written (NFC); two names are the same when their keys are, whatever a
 * database collation thinks: case does not count, everything else does.
 */
public record NodeName(String value) {

    /** In characters (code points). */
    public static final int MAX_LENGTH = 255;

    private static final String FORBIDDEN = "\\/:*?\"<>|";
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
            "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** What stands behind the last dot of a name, in lower case; all of it where there is none. */
    public static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Takes a name for something new; refuses what no platform could keep, or what looks like another name. */
    public static NodeName of(String written, List<String> forbiddenPatterns) {
        if (hasLoneSurrogate(written)) {
            throw new Refusal(Problem.NAME_CHARACTER, "\uFFFD");
        }
        String name = Normalizer.normalize(written, Normalizer.Form.NFC);
        if (name.isBlank()) {
            throw new Refusal(Problem.NAME_EMPTY, name);
        }
        if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw new Refusal(Problem.NAME_TOO_LONG, name.substring(0, 40) + "…");
        }
        requireCharacters(name);
        if (name.equals(".") || name.equals("..")) {
            throw new Refusal(Problem.NAME_RESERVED, name);
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            throw new Refusal(Problem.NAME_ENDING, name);
        }
        String stem = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        if (DEVICES.contains(stem.strip().toUpperCase(Locale.ROOT))) {
            throw new Refusal(Problem.NAME_RESERVED, name);
        }
        if (forbiddenPatterns.stream().anyMatch(pattern -> matches(pattern, name))) {
            throw new Refusal(Problem.NAME_FORBIDDEN, name);
        }
        return new NodeName(name);
    }

    /** What identifies the name below its parent: case-folded NFC in UTF-8. */
    public byte[] key() {
        return key(value);
    }

    public static byte[] key(String name) {
        return NameKey.of(name);
    }

    private static void requireCharacters(String name) {
        if (!isReadable(name) || name.chars().anyMatch(each -> FORBIDDEN.indexOf(each) >= 0)) {
            throw new Refusal(Problem.NAME_CHARACTER, readable(name));
        }
    }

    /** A text of which nothing is hidden, for those who are told why it is refused. */
    static String readable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "\uFFFD");
    }

    /** Whether each character of a text can be seen, and none makes others look different from what they are. */
    static boolean isReadable(String text) {
        int[] points = text.codePoints().toArray();
        return IntStream.range(0, points.length).allMatch(at -> isReadable(points, at));
    }

    private static boolean isReadable(int[] points, int at) {
        int point = points[at];
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
            return at > 0 && at < points.length - 1 && joins(points[at - 1]) && joins(points[at + 1]);
        }
        boolean bidiControl = point >= 0x202A && point <= 0x202E
                || point >= 0x2066 && point <= 0x2069
                || point == 0x200E
                || point == 0x200F
                || point == 0x061C;
        boolean invisible = point == 0x200B
                || point == 0x2060
                || point == 0xFEFF
                || point == 0x2028
                || point == 0x2029
                || point == 0x00AD;
        return !Character.isISOControl(point)
                && !bidiControl
                && !invisible
                && Character.getType(point) != Character.SURROGATE
                && Character.getType(point) != Character.UNASSIGNED;
    }

    /** Joiners belong between the parts of an emoji or the letters of an Indic script, nowhere else. */
    private static boolean joins(int point) {
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        boolean indic = Set.of(
                        Character.UnicodeScript.DEVANAGARI,
                        Character.UnicodeScript.BENGALI,
                        Character.UnicodeScript.GURMUKHI,
                        Character.UnicodeScript.GUJARATI,
                        Character.UnicodeScript.ORIYA,
                        Character.UnicodeScript.TAMIL,
                        Character.UnicodeScript.TELUGU,
                        Character.UnicodeScript.KANNADA,
                        Character.UnicodeScript.MALAYALAM,
                        Character.UnicodeScript.SINHALA,
                        Character.UnicodeScript.ARABIC)
                .contains(script);
        return indic || point >= 0x1F000 || point == 0xFE0F || point >= 0x2600 && point <= 0x27BF;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    /** {@code *} stands for any run of characters; case does not count. */
    private static boolean matches(String pattern, String name) {
        String[] parts = pattern.strip().split("\\*", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int at = 1; at < parts.length; at++) {
            // a part in the middle is found where it comes first and never looked for again, however many there are
            boolean last = at == parts.length - 1;
            regex.append(last ? ".*" : "(?>.*?")
                    .append(Pattern.quote(parts[at]))
                    .append(last ? "" : ")");
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                .matcher(name)
                .matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
