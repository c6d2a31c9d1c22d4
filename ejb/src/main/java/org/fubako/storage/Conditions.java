package org.fubako.storage;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Under which conditions a change may happen (RFC 9110, section 13; RFC 4918, section 7.5).
 *
 * @param ifMatch one of these ETags must be the current one; an empty set in a present Optional means {@code *}: it must exist
 * @param ifNoneMatch none of these may be the current one; an empty set in a present Optional means {@code *}: it must not exist
 * @param lockTokens ids of locks that the caller has submitted
 */
public record Conditions(Optional<Set<String>> ifMatch, Optional<Set<String>> ifNoneMatch, Set<UUID> lockTokens) {

    public static final Conditions NONE = new Conditions(Optional.empty(), Optional.empty(), Set.of());
}
