package org.fubako.web.portal;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.storage.FilePath;
import org.fubako.storage.SpaceKind;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceView;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.security.PortalSignIn;

/** What stands around every page: language, spaces, the account's menu. */
@Named("shell")
@RequestScoped
public class ShellBean {

    @Inject
    CurrentCaller caller;

    @EJB
    SpaceService spaces;

    @Inject
    PortalSignIn signIn;

    @Inject
    HttpServletRequest request;

    private Optional<List<SpaceView>> views = Optional.empty();
    private Optional<Boolean> spaceManager = Optional.empty();

    public Locale getLocale() {
        return Language.of(request);
    }

    /** The address of this page in another language. */
    public String languageAddress(String code) {
        String query = request.getQueryString() == null ? "" : request.getQueryString() + "&";
        return "?" + query + "lang=" + code;
    }

    /** Where the help of this page stands; empty on the pages of the help. */
    public String getHelpAddress() {
        return PortalRoutes.helpAddress(request);
    }

    public String getLogin() {
        return caller.find()
                .map(who -> who.accountName() + "@" + who.tenantCode())
                .orElse("");
    }

    public String getTenant() {
        return caller.find().map(Caller::tenantCode).orElse("");
    }

    /** The zone of all times on the pages, in words. */
    public String getZone() {
        return caller.find()
                .map(who -> who.zone().getDisplayName(TextStyle.FULL, getLocale()))
                .orElse("");
    }

    /** Whether the account may look after one-time URLs: its own, or everybody's. */
    public boolean isLinkReader() {
        return caller.find()
                .filter(who -> who.has(Role.PUBLISH_LINKS) || who.has(Role.MANAGE_LINKS))
                .isPresent();
    }

    /** Whether the account may make one-time URLs. */
    public boolean isLinkPublisher() {
        return caller.find().filter(who -> who.has(Role.PUBLISH_LINKS)).isPresent();
    }

    public boolean isLogReader() {
        return caller.find().filter(who -> who.has(Role.VIEW_LOGS)).isPresent();
    }

    /** Whether there is a space of which the account may change something; a page asks several times. */
    public boolean isSpaceManager() {
        if (spaceManager.isEmpty()) {
            boolean everywhere = caller.find()
                    .filter(who -> who.has(Role.MANAGE_GROUPS) || who.has(Role.ACCESS_CONTROL))
                    .isPresent();
            spaceManager =
                    Optional.of(everywhere || !spaces.managed(caller.require()).isEmpty());
        }
        return spaceManager.get();
    }

    public boolean isAccountManager() {
        return caller.find().filter(who -> who.has(Role.MANAGE_ACCOUNTS)).isPresent();
    }

    public boolean isGroupManager() {
        return caller.find().filter(who -> who.has(Role.MANAGE_GROUPS)).isPresent();
    }

    /** Whether the account may see what holds for all accounts of the tenant. */
    public boolean isPolicyReader() {
        return caller.find()
                .filter(who -> who.has(Role.MANAGE_ACCOUNTS)
                        || who.has(Role.MANAGE_GROUPS)
                        || who.has(Role.ACCESS_CONTROL)
                        || who.has(Role.MANAGE_LINKS))
                .isPresent();
    }

    public boolean isAdministrator() {
        return isLogReader() || isSpaceManager() || isPolicyReader();
    }

    public boolean isPasswordLapsed() {
        return signIn.passwordLapsed(request);
    }

    public boolean isSecondFactorDemanded() {
        return signIn.secondFactorDemanded(request);
    }

    /** Whether nothing works but one page, so that nothing else is offered. */
    public boolean isConfined() {
        return isPasswordLapsed() || isSecondFactorDemanded();
    }

    /** The spaces that the account may enter, with their usage. */
    public List<SpaceRow> getSpaces() {
        Texts texts = new Texts(getLocale());
        Display display = new Display(getLocale(), caller.require().zone());
        return views().stream().map(space -> SpaceRow.of(space, texts, display)).toList();
    }

    private List<SpaceView> views() {
        if (views.isEmpty()) {
            views = Optional.of(spaces.list(caller.require()));
        }
        return views.get();
    }

    /** The space in which a path lies; empty for what only groups spaces. */
    public Optional<SpaceView> spaceOf(FilePath path) {
        return views().stream().filter(space -> isWithin(path, space.path())).findFirst();
    }

    /** Usage is to be read again, because something has been stored or deleted. */
    public void reread() {
        views = Optional.empty();
    }

    /** What {@link #getSpaces} has below a folder that only groups spaces. */
    public List<SpaceRow> spacesBelow(FilePath folder) {
        return getSpaces().stream()
                .filter(space -> isWithin(space.path(), folder))
                .toList();
    }

    /** Whether a path is that of a folder or of something in it. */
    static boolean isWithin(FilePath path, FilePath folder) {
        List<String> top = folder.segments();
        return path.segments().size() >= top.size()
                && path.segments().subList(0, top.size()).equals(top);
    }

    /** A space in the navigation; {@code fill} is a percentage. */
    public record SpaceRow(
            UUID id, String label, SpaceKind kind, FilePath path, String address, String usage, int fill) {

        /** From here on the bar warns. */
        private static final int NEARLY_FULL = 90;

        public static SpaceRow of(SpaceView space, Texts texts, Display display) {
            String label = space.kind().named()
                    ? space.name()
                    : texts.get("space." + space.kind().segment());
            String usage = texts.get("space.usage", display.size(space.used()), display.size(space.quota()));
            int fill = (int) Math.min(100, 100 * space.used() / Math.max(1, space.quota()));
            return new SpaceRow(
                    space.id(), label, space.kind(), space.path(), PortalRoutes.address(space.path()), usage, fill);
        }

        public String kindLabel(Texts texts) {
            return texts.get("space." + kind.segment());
        }

        public String icon() {
            return switch (kind) {
                case COMMON -> "pi-building";
                case PRIVATE -> "pi-user";
                case GROUP -> "pi-users";
                case PROJECT -> "pi-briefcase";
            };
        }

        public boolean nearlyFull() {
            return fill >= NEARLY_FULL;
        }
    }
}
