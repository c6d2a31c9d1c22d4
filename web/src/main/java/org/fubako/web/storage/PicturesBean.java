package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.storage.FilePath;
import org.fubako.storage.ThumbnailService;
import org.fubako.web.http.RawPath;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.PreferenceCookie;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.util.Faces;

/** The thumbnail view of a folder. Which view somebody likes is kept in a cookie. */
@Named("pictures")
@RequestScoped
public class PicturesBean {

    private static final PreferenceCookie COOKIE = new PreferenceCookie("fubako.view");
    private static final String PICTURES = "pictures";
    private static final int MOST_SHOWN = 500;

    @Inject
    CurrentCaller caller;

    @EJB
    ThumbnailService thumbnails;

    @Inject
    FolderBean folder;

    @Inject
    HttpServletRequest request;

    private Optional<List<Card>> cards = Optional.empty();

    /** Something in the folder; {@code picture} is the address of its thumbnail, empty for what has none. */
    public record Card(
            String name, String path, String address, String icon, String picture, String stamp, boolean folder) {}

    /** Keeps what the address says of the view. */
    public void choose() {
        Optional.ofNullable(request.getParameter("view"))
                .map(view -> COOKIE.holding(view.equals(PICTURES) ? PICTURES : "list", request))
                .ifPresent(Faces.getResponse()::addCookie);
    }

    /** Whether thumbnails are shown instead of the list. */
    public boolean isOn() {
        return Optional.ofNullable(request.getParameter("view"))
                .or(() -> COOKIE.find(request))
                .filter(PICTURES::equals)
                .isPresent();
    }

    public List<Card> getCards() {
        if (cards.isEmpty()) {
            FilePath path = PortalRoutes.path(request);
            Set<UUID> with = thumbnails.within(caller.require(), path);
            cards = Optional.of(folder.getSorted().stream()
                    .limit(MOST_SHOWN)
                    .map(row -> card(row, with))
                    .toList());
        }
        return cards.get();
    }

    private static Card card(FolderRow row, Set<UUID> with) {
        boolean pictured = with.contains(row.node().id());
        String picture =
                pictured ? RawPath.href("/api/v1/thumbnails", row.node().path(), false) : "";
        return new Card(
                row.getName(), row.getPath(), row.getAddress(), row.getIcon(), picture, row.getStamp(), row.isFolder());
    }

    /** Whether there is more in the folder than is shown. */
    public boolean isMore() {
        return folder.getCount() > MOST_SHOWN;
    }
}
