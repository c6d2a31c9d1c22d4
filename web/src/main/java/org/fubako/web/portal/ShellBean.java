package org.fubako.web.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceView;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.security.PortalSignIn;
import org.omnifaces.util.Faces;

/** What stands around every page: language, spaces, the account's menu. */
@Named("shell")
@RequestScoped
public class ShellBean {

    @Inject
    CurrentCaller caller;

    @Inject
    SpaceService spaces;

    @Inject
    PortalSignIn signIn;

    @Inject
    HttpServletRequest request;

    private Optional<List<SpaceRow>> rows = Optional.empty();

    public Locale getLocale() {
        return Language.of(request);
    }

    /** The address of this page in another language. */
    public String languageAddress(String code) {
        String query = request.getQueryString() == null ? "" : request.getQueryString() + "&";
        return "?" + query + "lang=" + code;
    }

    public boolean isSignedIn() {
        return caller.find().isPresent();
    }

    public String getLogin() {
        return caller.find()
                .map(who -> who.accountName() + "@" + who.tenantCode())
                .orElse("");
    }

    public String getTenant() {
        return caller.find().map(Caller::tenantCode).orElse("");
    }

    public String getZone() {
        return caller.find().map(who -> who.zone().getId()).orElse("");
    }

    public boolean isLogReader() {
        return caller.find().filter(who -> who.has(Role.VIEW_LOGS)).isPresent();
    }

    public boolean isPasswordLapsed() {
        return signIn.passwordLapsed();
    }

    /** The incident that led to an error page, if one did. */
    public String getIncident() {
        return Optional.ofNullable((String) request.getAttribute(RefusalHandler.INCIDENT))
                .orElse("");
    }

    public List<SpaceRow> getSpaces() {
        if (rows.isEmpty()) {
            Display display = new Display(getLocale(), caller.require().zone());
            rows = Optional.of(spaces.list(caller.require()).stream()
                    .map(space -> SpaceRow.of(space, new Texts(getLocale()), display))
                    .toList());
        }
        return rows.get();
    }

    public String signOut() {
        signIn.signOut(request, (HttpServletResponse) Faces.getResponse());
        Faces.redirect(request.getContextPath() + "/signin");
        return null;
    }

    /** A space in the navigation. */
    public record SpaceRow(String label, String kind, String address, long used, long quota, String usage) {

        static SpaceRow of(SpaceView space, Texts texts, Display display) {
            String kind = space.kind().segment();
            String label = space.kind().named() ? space.name() : texts.get("space." + kind);
            String usage = texts.get("space.usage", display.size(space.used()), display.size(space.quota()));
            String address = "/files" + PathAddress.encode(space.path());
            return new SpaceRow(label, kind, address, space.used(), Math.max(1, space.quota()), usage);
        }
    }
}
