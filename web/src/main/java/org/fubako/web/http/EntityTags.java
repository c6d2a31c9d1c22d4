package org.fubako.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Conditions;

/**
 * Entity tags in header fields (RFC 9110, sections 8.8.3 and 13.1). A field that cannot be read is refused and not ignored: who sends
 * a condition must not lose somebody else's change by a slip of the pen.
 */
public final class EntityTags {

    private static final Pattern MEMBER =
            Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\x{10FFFF}]*)\"\\s*(?:,|$)");

    private EntityTags() {}

    public static Conditions conditions(HttpServletRequest request, Set<UUID> lockTokens) {
        return new Conditions(
                strong(Collections.list(request.getHeaders("If-Match"))),
                weak(Collections.list(request.getHeaders("If-None-Match"))),
                lockTokens);
    }

    /** Tags for the strong comparison: a weak tag stays in the set in a form that equals no tag of ours. */
    public static Optional<Set<String>> strong(List<String> fields) {
        return read(fields, true);
    }

    /** Tags for the weak comparison: whether a tag was weak does not count. */
    public static Optional<Set<String>> weak(List<String> fields) {
        return read(fields, false);
    }

    public static String quoted(String tag) {
        return '"' + tag + '"';
    }

    private static Optional<Set<String>> read(List<String> fields, boolean strong) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        String joined = fields.stream().map(String::strip).collect(Collectors.joining(","));
        if (joined.equals("*")) {
            return Optional.of(Set.of());
        }
        Set<String> tags = new LinkedHashSet<>();
        Matcher member = MEMBER.matcher(joined);
        int at = 0;
        while (at < joined.length()) {
            if (!member.find(at) || member.start() != at) {
                throw new Refusal(Problem.REQUEST_MALFORMED, strong ? "If-Match" : "If-None-Match");
            }
            boolean weakTag = member.group(1) != null;
            tags.add(strong && weakTag ? "W/" + quoted(member.group(2)) : member.group(2));
            at = member.end();
        }
        if (tags.isEmpty()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, strong ? "If-Match" : "If-None-Match");
        }
        return Optional.of(tags);
    }
}
