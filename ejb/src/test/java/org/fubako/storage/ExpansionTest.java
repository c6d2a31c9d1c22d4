package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExpansionTest {

    private static final UUID FOLDER = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);
    private static final FilePath WAY = FilePath.parse("/common/a/b");

    private static boolean isOpen(Expansion expansion, String path) {
        return expansion.isOpen(FOLDER, FilePath.parse(path));
    }

    @Test
    void whatLeadsToThePlaceIsOpenAndNothingBeside() {
        Expansion expansion = new Expansion(WAY, Set.of(), Set.of());

        assertThat(isOpen(expansion, "/common")).isTrue();
        assertThat(isOpen(expansion, "/common/a")).isTrue();
        assertThat(isOpen(expansion, "/common/a/b")).isFalse();
        assertThat(isOpen(expansion, "/common/a/b/c")).isFalse();
        assertThat(isOpen(expansion, "/common/b")).isFalse();
        assertThat(isOpen(expansion, "/private")).isFalse();
    }

    @Test
    void whatWasOpenedIsOpenWhereverItLies() {
        assertThat(isOpen(new Expansion(WAY, Set.of(FOLDER), Set.of()), "/private/x"))
                .isTrue();
        assertThat(isOpen(new Expansion(WAY, Set.of(FOLDER), Set.of()), "/common/a/b"))
                .isTrue();
        assertThat(isOpen(new Expansion(FilePath.ROOT, Set.of(OTHER), Set.of()), "/private/x"))
                .isFalse();
    }

    @Test
    void whatWasClosedIsClosedEvenOnTheWay() {
        assertThat(isOpen(new Expansion(WAY, Set.of(), Set.of(FOLDER)), "/common/a"))
                .isFalse();
        assertThat(isOpen(new Expansion(WAY, Set.of(), Set.of(OTHER)), "/common/a"))
                .isTrue();
    }
}
