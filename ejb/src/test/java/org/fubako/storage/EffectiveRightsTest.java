package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fubako.storage.EffectiveRights.Source;
import org.fubako.storage.Grant.PrincipalKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which mode several grants make together, and which of them decide it. */
class EffectiveRightsTest {

    private static final FilePath SPACE = FilePath.parse("/common");
    private static final FilePath FOLDER = FilePath.parse("/common/offers");

    private static Source line(PrincipalKind kind, String name, AccessMode mode) {
        return Source.line(new Grant(kind, name, mode), FOLDER);
    }

    private static EffectiveRights of(boolean sees, AccessMode mode, Source... sources) {
        return new EffectiveRights("bob", FOLDER, true, Optional.empty(), sees, mode, List.of(sources));
    }

    @ParameterizedTest
    @EnumSource
    void whatTwoModesAllowTogetherIsAMode(AccessMode one) {
        for (AccessMode other : AccessMode.values()) {
            Set<Operation> together = EnumSet.allOf(Operation.class);
            together.removeIf(operation ->
                    !one.allowed().contains(operation) && !other.allowed().contains(operation));

            assertThat(AccessMode.within(together).allowed())
                    .as("%s and %s", one, other)
                    .isEqualTo(together);
        }
    }

    @Test
    void findingAFolderIsNoMode() {
        assertThat(AccessMode.within(Set.of(Operation.LIST))).isEqualTo(AccessMode.NONE);
        assertThat(AccessMode.within(Set.of())).isEqualTo(AccessMode.NONE);
    }

    @Test
    void theWidestSourceIsMarkedAndNoOther() {
        Source group = line(PrincipalKind.GROUP, "sales", AccessMode.READ_WRITE);
        Source own = line(PrincipalKind.ACCOUNT, "bob", AccessMode.READ_ONLY);
        Source nothing = line(PrincipalKind.EVERYONE, "", AccessMode.NONE);
        Source member = Source.member(new SpaceMember(PrincipalKind.GROUP, "sales", false), SPACE);
        EffectiveRights rights = of(true, AccessMode.READ_WRITE, member, own, group, nothing);

        assertThat(rights.sources()).filteredOn(rights::isWidest).containsExactly(group);
    }

    @Test
    void whereNoneGoesBeyondTheOthersAllThatMakeTheModeAreMarked() {
        Source files = line(PrincipalKind.ACCOUNT, "bob", AccessMode.READ_WRITE_FILES);
        Source quiet = line(PrincipalKind.GROUP, "sales", AccessMode.READ_WRITE_NO_ACTIONS);
        Source both = line(PrincipalKind.GROUP, "users", AccessMode.READ_WRITE_FILES_NO_ACTIONS);
        EffectiveRights rights = of(true, AccessMode.READ_WRITE, files, quiet, both);

        assertThat(rights.sources()).filteredOn(rights::isWidest).containsExactly(files, quiet);
    }

    @Test
    void equalSourcesAreAllMarked() {
        Source one = line(PrincipalKind.GROUP, "sales", AccessMode.READ_ONLY);
        Source other = line(PrincipalKind.GROUP, "users", AccessMode.READ_ONLY);
        EffectiveRights rights = of(true, AccessMode.READ_ONLY, one, other);

        assertThat(rights.sources()).allMatch(rights::isWidest);
    }

    @Test
    void whereTheAccountSeesNothingNoLineCounts() {
        EffectiveRights rights = of(false, AccessMode.NONE, line(PrincipalKind.ACCOUNT, "bob", AccessMode.READ_WRITE));

        assertThat(rights.sources()).noneMatch(rights::isWidest);
    }

    @Test
    void aLineThatGivesNothingDecidesNothing() {
        EffectiveRights rights = of(
                true,
                AccessMode.NONE,
                Source.role("administrators", SPACE),
                line(PrincipalKind.EVERYONE, "", AccessMode.NONE));

        assertThat(rights.sources()).noneMatch(rights::isWidest);
    }

    @Test
    void whatStandsAboveThePlaceIsInherited() {
        Source here = line(PrincipalKind.EVERYONE, "", AccessMode.READ_WRITE);
        Source above = Source.line(new Grant(PrincipalKind.EVERYONE, "", AccessMode.READ_WRITE), SPACE);
        EffectiveRights rights = of(true, AccessMode.READ_WRITE, here, above);

        assertThat(rights.isInherited(here)).isFalse();
        assertThat(rights.isInherited(above)).isTrue();
    }
}
