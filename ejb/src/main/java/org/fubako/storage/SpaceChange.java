package org.fubako.storage;

import java.util.List;
import java.util.Optional;

/**
 * What of a space is to be changed; what is empty stays as it is.
 *
 * @param settings of trash and automatic deletion
 * @param quotaBytes from 1 to what the contract has; below what is used, nothing more can be stored
 * @param addresses ranges in CIDR notation from which it may be entered; none: everywhere
 * @param members all of a project, instead of those before
 */
public record SpaceChange(
        Optional<SpaceSettings> settings,
        Optional<Long> quotaBytes,
        Optional<List<String>> addresses,
        Optional<List<SpaceMember>> members) {

    /** Of nothing but the settings. */
    public static SpaceChange of(SpaceSettings settings) {
        return new SpaceChange(Optional.of(settings), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
