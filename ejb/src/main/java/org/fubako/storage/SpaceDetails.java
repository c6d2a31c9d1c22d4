package org.fubako.storage;

import java.util.List;

/**
 * A space as those see it who manage it.
 *
 * @param members of a project; empty for other spaces
 * @param addresses ranges from which it may be entered; empty for everywhere
 */
public record SpaceDetails(SpaceView view, List<SpaceMember> members, List<String> addresses) {}
