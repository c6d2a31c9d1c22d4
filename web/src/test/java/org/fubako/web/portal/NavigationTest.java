package org.fubako.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderBranch;
import org.fubako.web.portal.NavigationLine.Here;
import org.fubako.web.storage.SomeNodes;
import org.junit.jupiter.api.Test;

class NavigationTest {

    private static final FilePath PARENT = FilePath.parse("/common/many");

    private static FolderBranch branch(String name, boolean open) {
        return new FolderBranch(SomeNodes.folder(PARENT.child(name)), open, List.of());
    }

    private static List<FolderBranch> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> branch("n" + number, false))
                .toList();
    }

    @Test
    void asManyAsAreShownAreAllShown() {
        assertThat(NavigationBean.shown(many(NavigationBean.SHOWN), FilePath.ROOT))
                .hasSize(NavigationBean.SHOWN);
    }

    @Test
    void furtherDownOnlyWhatIsOpenOrLeadsToThePageIsShown() {
        List<FolderBranch> all = Stream.of(
                        many(NavigationBean.SHOWN).stream(),
                        Stream.of(branch("x", false), branch("opened", true), branch("here", false)))
                .flatMap(some -> some)
                .toList();

        List<FolderBranch> shown =
                NavigationBean.shown(all, PARENT.child("here").child("below"));

        assertThat(shown).hasSize(NavigationBean.SHOWN + 2);
        assertThat(shown.get(NavigationBean.SHOWN).folder().name()).isEqualTo("opened");
        assertThat(shown.get(NavigationBean.SHOWN + 1).folder().name()).isEqualTo("here");
    }

    @Test
    void oneLineSaysWhereOneIs() {
        Here here = new Here(PARENT, true);

        assertThat(here.current(PARENT, false)).isEqualTo("page");
        assertThat(here.current(PARENT, true)).isEqualTo("page");
        assertThat(here.current(PARENT.parent(), true)).isEqualTo("false");
        assertThat(here.current(PARENT.parent(), false)).isEqualTo("true");
        assertThat(here.current(PARENT.child("below"), false)).isEqualTo("false");
        assertThat(new Here(PARENT, false).current(PARENT, false)).isEqualTo("true");
        assertThat(Here.NOWHERE.current(PARENT, false)).isEqualTo("false");
    }

    @Test
    void whatWasOpenedLastIsKept() {
        OpenedFolders folders = new OpenedFolders();
        UUID first = new UUID(1, 0);
        folders.open(first);
        IntStream.range(1, OpenedFolders.KEPT).forEach(number -> folders.open(new UUID(1, number)));
        assertThat(folders.along(FilePath.ROOT).opened())
                .hasSize(OpenedFolders.KEPT)
                .contains(first);

        folders.open(new UUID(2, 0));
        assertThat(folders.along(FilePath.ROOT).opened())
                .hasSize(OpenedFolders.KEPT)
                .doesNotContain(first);

        folders.close(new UUID(2, 0));
        assertThat(folders.along(FilePath.ROOT).opened()).doesNotContain(new UUID(2, 0));
        assertThat(folders.along(FilePath.ROOT).closed()).containsExactly(new UUID(2, 0));
        folders.open(new UUID(2, 0));
        assertThat(folders.along(FilePath.ROOT).closed()).isEmpty();
    }
}
