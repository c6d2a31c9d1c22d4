package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.storage.DatedView;
import org.fubako.storage.FilePath;
import org.fubako.storage.RecentService;
import org.fubako.storage.StarService;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/** What stands below the spaces on the start page: what the account has marked, and what it has used last. */
@Named("start")
@RequestScoped
public class StartBean {

    /** In each list. */
    private static final int MOST_SHOWN = 10;

    @Inject
    CurrentCaller caller;

    @EJB
    StarService stars;

    @EJB
    RecentService recents;

    @Inject
    HttpServletRequest request;

    private Optional<List<Section>> sections = Optional.empty();

    /** A line of a list: the thing itself, the folder it lies in, and since when it stands here. */
    public record Item(
            String name,
            boolean folder,
            String icon,
            String address,
            String place,
            String placeAddress,
            String stamp,
            String when) {

        static Item of(DatedView dated, Texts texts, Display display) {
            FilePath path = dated.node().path();
            FilePath place = path.parent();
            FolderRow row = new FolderRow(dated.node(), List.of(), texts, display);
            return new Item(
                    FolderRow.label(path, texts),
                    row.isFolder(),
                    row.getIcon(),
                    row.getAddress(),
                    place.isRoot() ? FolderRow.label(place, texts) : place.toString(),
                    PortalRoutes.address(place),
                    row.getStamp(),
                    display.time(dated.at()));
        }
    }

    /** A list; {@code title} and {@code none} are keys of texts. */
    public record Section(String title, String none, String icon, List<Item> items) {}

    /** Whether this is the page where everybody starts, and not one of the folders that group spaces. */
    public boolean isHome() {
        return PortalRoutes.path(request).isRoot();
    }

    public List<Section> getSections() {
        if (sections.isEmpty()) {
            Caller who = caller.require();
            sections = Optional.of(List.of(
                    new Section("start.starred", "start.starred.none", "pi-star", items(stars.list(who, MOST_SHOWN))),
                    new Section(
                            "start.recent", "start.recent.none", "pi-clock", items(recents.list(who, MOST_SHOWN)))));
        }
        return sections.get();
    }

    private List<Item> items(List<DatedView> all) {
        Texts texts = Texts.current();
        Display display = new Display(texts.locale(), caller.require().zone());
        return all.stream().map(dated -> Item.of(dated, texts, display)).toList();
    }
}
