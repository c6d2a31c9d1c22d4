package org.fubako.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.fubako.storage.Conditions;

/** Conditions on reading, in the order of RFC 9110, section 13.2.2. */
final class ReadConditions {

    private ReadConditions() {}

    enum Outcome {
        PROCEED,
        NOT_MODIFIED,
        FAILED
    }

    static Outcome evaluate(HttpServletRequest request, String etag, Instant modifiedAt) {
        return evaluate(
                EntityTags.conditions(request, Set.of()),
                date(request, "If-Unmodified-Since"),
                date(request, "If-Modified-Since"),
                etag,
                modifiedAt.truncatedTo(ChronoUnit.SECONDS));
    }

    static Outcome evaluate(
            Conditions tags,
            Optional<Instant> unmodifiedSince,
            Optional<Instant> modifiedSince,
            String etag,
            Instant modifiedAt) {
        boolean changed = tags.ifMatch().isPresent()
                ? !covers(tags.ifMatch().get(), etag)
                : unmodifiedSince.filter(modifiedAt::isAfter).isPresent();
        if (changed) {
            return Outcome.FAILED;
        }
        boolean same = tags.ifNoneMatch().isPresent()
                ? covers(tags.ifNoneMatch().get(), etag)
                : modifiedSince.filter(since -> !modifiedAt.isAfter(since)).isPresent();
        return same ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }

    /** An empty set is {@code *}. */
    private static boolean covers(Set<String> tags, String etag) {
        return tags.isEmpty() || tags.contains(etag);
    }

    private static Optional<Instant> date(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).flatMap(HttpDates::parse);
    }
}
