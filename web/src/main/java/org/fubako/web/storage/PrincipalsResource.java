package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.storage.PrincipalService;
import org.fubako.storage.PrincipalView;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Accounts and groups to be picked for rights and projects. */
@Path("principals")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PrincipalsResource {

    private static final String SEPARATOR = ".";

    @Inject
    CurrentCaller caller;

    @EJB
    PrincipalService principals;

    @Context
    HttpServletRequest request;

    /** An account or group. */
    public record Principal(String kind, String name, String comment) {

        static Principal of(PrincipalView view) {
            return new Principal(ApiText.kebab(view.kind()), view.name(), view.comment());
        }
    }

    /** Some of them; {@code next} where there may be more. */
    public record Principals(List<Principal> items, Optional<String> next) {}

    @GET
    public Principals find() {
        Query query = Query.of(request, "kind", "name", "limit", "cursor");
        List<PrincipalView> found = principals.find(
                caller.require().over(Surface.API),
                query.text("kind").map(kind -> ApiText.requireConstant(PrincipalKind.class, kind, "kind")),
                query.text("name").orElse(""),
                query.cursor().map(PrincipalsResource::last),
                query.limit());
        Optional<String> next =
                found.size() < query.limit() ? Optional.empty() : Optional.of(cursor(found.get(found.size() - 1)));
        return new Principals(found.stream().map(Principal::of).toList(), next);
    }

    private static String cursor(PrincipalView last) {
        return ApiText.kebab(last.kind()) + SEPARATOR + last.name();
    }

    private static PrincipalView last(String cursor) {
        int end = cursor.indexOf(SEPARATOR);
        return Optional.of(cursor)
                .filter(text -> end > 0)
                .flatMap(text -> ApiText.constant(PrincipalKind.class, text.substring(0, end)))
                .map(kind -> new PrincipalView(kind, cursor.substring(end + 1), ""))
                .orElseThrow(() -> new Refusal(Problem.CURSOR_INVALID, ""));
    }
}
