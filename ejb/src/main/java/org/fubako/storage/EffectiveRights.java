package org.fubako.storage;

import java.util.List;
import java.util.Optional;
import org.fubako.storage.Grant.PrincipalKind;

/**
 * What one account may do at a place, and what it has that from.
 *
 * @param account its name as written at creation
 * @param path the folder or document that was asked about
 * @param enters whether the account may enter the space at all; from which addresses does not count here
 * @param hiddenBy the folder above that is closed to the account, which hides all that is below, whatever rules say there
 * @param sees whether the account finds the place in a listing
 * @param mode what it may do there: all that its rule lines allow together; NONE where it does not see the place
 * @param sources all that is about the account, in the order of membership, roles, lines of the rule in force
 */
public record EffectiveRights(
        String account,
        FilePath path,
        boolean enters,
        Optional<FilePath> hiddenBy,
        boolean sees,
        AccessMode mode,
        List<Source> sources) {

    /** Why something counts for an account. */
    public enum Ground {
        /** It is a member of the group or project whose space it is, and so may enter it. */
        MEMBER,
        /** It administers the project, and so finds every folder in it. */
        ADMINISTRATOR,
        /** It has the role for access in the whole tenant, and so finds every folder of the spaces that it may enter. */
        ROLE,
        /** A line of the rule in force. */
        RULE
    }

    /**
     * One thing that counts for the account.
     *
     * @param kind whether it is about the account itself, a group that it is in, or everyone
     * @param principal the name of the account or group; empty for everyone
     * @param from the folder whose rule it is, the space for all other grounds
     * @param mode what a line of a rule gives; empty for all other grounds
     */
    public record Source(
            Ground ground, PrincipalKind kind, String principal, FilePath from, Optional<AccessMode> mode) {

        static Source member(SpaceMember member, FilePath space) {
            Ground ground = member.administrator() ? Ground.ADMINISTRATOR : Ground.MEMBER;
            return new Source(ground, member.kind(), member.name(), space, Optional.empty());
        }

        static Source role(String group, FilePath space) {
            return new Source(Ground.ROLE, PrincipalKind.GROUP, group, space, Optional.empty());
        }

        static Source line(Grant grant, FilePath from) {
            return new Source(Ground.RULE, grant.kind(), grant.principal(), from, Optional.of(grant.mode()));
        }

        private boolean goesBeyond(AccessMode other) {
            return mode.filter(own -> own != other && own.allowed().containsAll(other.allowed()))
                    .isPresent();
        }
    }

    public EffectiveRights {
        sources = List.copyOf(sources);
    }

    /** Whether a source is one that no other goes beyond: those together make the mode. Never one that gives nothing. */
    public boolean isWidest(Source source) {
        return sees
                && source.mode()
                        .filter(own -> own != AccessMode.NONE)
                        .filter(own -> sources.stream().noneMatch(other -> other.goesBeyond(own)))
                        .isPresent();
    }

    /** Whether a source stands in a folder above the place, or in the space, and not at the place itself. */
    public boolean isInherited(Source source) {
        return !source.from().equals(path);
    }
}
