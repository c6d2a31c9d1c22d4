package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fubako.web.portal.PreferenceCookie;
import org.omnifaces.util.Faces;

/** Which columns somebody likes to see beside the names, kept in a cookie. */
@Named("columns")
@RequestScoped
public class ColumnsBean {

    private static final PreferenceCookie COOKIE = new PreferenceCookie("fubako.columns");
    private static final String BETWEEN = ".";

    /** In the order in which they stand; each has a text {@code files.<name>}. */
    private static final List<String> OFFERED = List.of("type", "size", "modified", "createdAt", "by", "revision");

    private static final List<String> USUAL = List.of("size", "modified", "by", "revision");

    @Inject
    HttpServletRequest request;

    private Optional<List<String>> shown = Optional.empty();

    public List<String> getOffered() {
        return OFFERED;
    }

    public List<String> getShown() {
        if (shown.isEmpty()) {
            shown = Optional.of(COOKIE.find(request)
                    .map(value -> known(Arrays.asList(value.split("\\" + BETWEEN))))
                    .orElse(USUAL));
        }
        return shown.get();
    }

    public void setShown(List<String> wanted) {
        shown = Optional.of(known(Optional.ofNullable(wanted).orElse(List.of())));
    }

    private static List<String> known(List<String> wanted) {
        return OFFERED.stream().filter(wanted::contains).toList();
    }

    public boolean isShowing(String column) {
        return getShown().contains(column);
    }

    /** Keeps what was chosen. */
    public void keep() {
        // none at all is a choice too
        Faces.getResponse().addCookie(COOKIE.holding(String.join(BETWEEN, getShown()) + BETWEEN, request));
    }
}
