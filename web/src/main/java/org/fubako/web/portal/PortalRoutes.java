package org.fubako.web.portal;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fubako.storage.FilePath;
import org.fubako.web.http.RawPath;
import org.fubako.web.security.PortalSignIn;

/**
 * The addresses of the portal. A servlet rather than a filter, so that every filter (headers, sign-in) has run before a page
 * is chosen; the pages lie below WEB-INF and have no address of their own.
 */
@WebServlet(
        urlPatterns = {
            "",
            "/signin",
            "/signin/code",
            "/signin/forgotten",
            "/signout",
            "/password",
            "/key/*",
            "/account",
            "/account/second-factor",
            "/account/proof",
            "/mail/settings",
            "/files",
            "/files/*",
            "/trash/*",
            "/search",
            "/links",
            "/links/receive",
            "/admin/accounts",
            "/admin/groups",
            "/admin/import",
            "/admin/logs",
            "/admin/spaces",
            "/admin/policies",
            "/help",
            "/help/*"
        })
public class PortalRoutes extends HttpServlet {

    /** Where everybody starts. */
    public static final String HOME = "/files/";

    /** Below it lie the pages of the help. */
    public static final String HELP = "/help/";

    /** Below it lie the trashes of the spaces. */
    private static final String TRASH = "/trash/";

    /** Request attribute with the address as the browser sent it, without the query. */
    static final String ADDRESS = "fubako.address";

    /** Request attribute with the {@link Route} that is shown. */
    private static final String SHOWN = "fubako.route";

    private static final String LANGUAGE_PARAMETER = "lang";
    private static final String SIGN_OUT = "/signout";

    /** Pages that are shown to whoever asks, and keep nothing on the server. */
    private static final Set<Route> OF_ANYBODY = EnumSet.of(Route.SIGN_IN, Route.CODE, Route.FORGOTTEN, Route.KEY);

    @Inject
    PortalSignIn signIn;

    /** A page and where it is found. */
    enum Route {
        SIGN_IN("/signin", "signin"),
        CODE("/signin/code", "code"),
        FORGOTTEN("/signin/forgotten", "forgotten"),
        PASSWORD("/password", "password"),
        KEY("/key", "key"),
        ACCOUNTS("/admin/accounts", "accounts"),
        GROUPS("/admin/groups", "groups"),
        IMPORT("/admin/import", "import"),
        ACCOUNT("/account", "account"),
        SECOND_FACTOR("/account/second-factor", "second-factor"),
        PROOF("/account/proof", "proof"),
        MAIL_SETTINGS("/mail/settings", "mail-settings"),
        LOGS("/admin/logs", "logs"),
        SPACES("/admin/spaces", "spaces"),
        POLICIES("/admin/policies", "policies"),
        TRASH("/trash", "trash"),
        SEARCH("/search", "search"),
        LINKS("/links", "links"),
        RECEIVE_FOLDERS("/links/receive", "receive-folders"),
        HELP("/help", "help"),
        FILES("/files", "files");

        private final String address;
        private final String page;
        private final String viewId;

        Route(String address, String page) {
            this.address = address;
            this.page = page;
            this.viewId = "/WEB-INF/pages/" + page + ".xhtml";
        }

        String address() {
            return address;
        }

        /** Its name, by which its help is found too. */
        String page() {
            return page;
        }

        static Optional<Route> ofViewId(String viewId) {
            return Arrays.stream(values())
                    .filter(route -> route.viewId.equals(viewId))
                    .findFirst();
        }

        static Optional<Route> ofServletPath(String servletPath) {
            return Arrays.stream(values())
                    .filter(route -> route.address.equals(servletPath))
                    .findFirst();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Locale> language = Language.offered(request.getParameter(LANGUAGE_PARAMETER));
        if (language.isPresent()) {
            response.addCookie(Language.cookie(language.get(), request));
            redirect(response, withoutLanguage(request));
        } else {
            show(request, response);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getServletPath().equals(SIGN_OUT)) {
            // a form of its own, so that it works when the page has been open for longer than its state is kept
            signIn.signOut(request, response);
            redirect(response, request.getContextPath() + Route.SIGN_IN.address + "?left");
        } else {
            show(request, response);
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Optional<Route> route = Route.ofServletPath(request.getServletPath());
        if (route.isPresent()) {
            request.setAttribute(ADDRESS, request.getRequestURI());
            request.setAttribute(SHOWN, route.get());
            request.getRequestDispatcher(route.get().viewId)
                    .forward(OF_ANYBODY.contains(route.get()) ? new WithoutSession(request) : request, response);
        } else {
            redirect(response, request.getContextPath() + HOME);
        }
    }

    /**
     * Shows a page that is none of the portal's own to whoever asks for it, in the visitor's language, which the page can switch.
     *
     * @param view below WEB-INF
     */
    public static void showToAnybody(String view, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Locale> language = Optional.ofNullable(request.getQueryString())
                .filter(query -> query.startsWith(LANGUAGE_PARAMETER + "="))
                .flatMap(query -> Language.offered(query.substring(LANGUAGE_PARAMETER.length() + 1)));
        if (language.isPresent()) {
            response.addCookie(Language.cookie(language.get(), request));
            redirect(response, request.getRequestURI());
        } else {
            request.setAttribute(ADDRESS, request.getRequestURI());
            request.getRequestDispatcher(view).forward(new WithoutSession(request), response);
        }
    }

    /** Without a host, so that a forged one leads nowhere; after a form, to be fetched and not sent again. */
    private static void redirect(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
    }

    /** The folder or document whose page is shown, or the space whose trash. */
    public static FilePath path(HttpServletRequest request) {
        String address = Optional.ofNullable((String) request.getAttribute(ADDRESS))
                .orElse(request.getContextPath() + Route.FILES.address);
        String trash = request.getContextPath() + Route.TRASH.address;
        boolean inTrash = address.equals(trash) || address.startsWith(trash + "/");
        return RawPath.parse(address, inTrash ? trash : request.getContextPath() + Route.FILES.address);
    }

    /** What stands behind the last slash of the address. */
    public static String last(HttpServletRequest request) {
        String address = address(request);
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** Where the help of the page that is shown stands; empty for the help itself. */
    static String helpAddress(HttpServletRequest request) {
        return Optional.ofNullable((Route) request.getAttribute(SHOWN))
                .filter(route -> route != Route.HELP)
                .map(route -> HELP + route.page)
                .orElse("");
    }

    /** The page of the help that is asked for, as it was written; empty for the first one. */
    public static String helpPage(HttpServletRequest request) {
        String start = request.getContextPath() + HELP;
        return isBelow(request, HELP) ? address(request).substring(start.length()) : "";
    }

    /** Whether the page is that of a folder. */
    public static boolean isFolder(HttpServletRequest request) {
        return isBelow(request, HOME);
    }

    /** Whether the page is that of the trash of a space. */
    static boolean isTrash(HttpServletRequest request) {
        return isBelow(request, TRASH);
    }

    private static boolean isBelow(HttpServletRequest request, String start) {
        return address(request).startsWith(request.getContextPath() + start);
    }

    private static String address(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(ADDRESS)).orElse("");
    }

    /** The address of the trash of a space. */
    public static String trashAddress(FilePath space) {
        return RawPath.href(Route.TRASH.address, space, true);
    }

    /** The address of a folder's page. */
    public static String address(FilePath folder) {
        return RawPath.href(Route.FILES.address, folder, true);
    }

    /** Relative to the address asked for. */
    private static String withoutLanguage(HttpServletRequest request) {
        String rest = Arrays.stream(request.getQueryString().split("&"))
                .filter(pair -> !pair.startsWith(LANGUAGE_PARAMETER + "="))
                .collect(Collectors.joining("&"));
        String address = request.getRequestURI();
        return "./" + address.substring(address.lastIndexOf('/') + 1) + (rest.isEmpty() ? "" : "?" + rest);
    }
}
