package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.fubako.caller.Caller;
import org.fubako.storage.FilePath;
import org.fubako.storage.StarService;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** What the caller has marked to find it again. */
@Path("stars")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StarsResource {

    @Inject
    CurrentCaller caller;

    @EJB
    StarService stars;

    @Context
    HttpServletRequest request;

    /** Something marked, and since when. */
    public record Star(String starred, NodeJson item) {}

    /** Whether something is marked. */
    public record IsStarred(boolean starred) {}

    @GET
    public List<Star> list() {
        Query.of(request);
        Caller api = caller.overApi();
        return stars.list(api, Integer.MAX_VALUE).stream()
                .map(star -> new Star(ApiText.time(star.at(), api.zone()), NodeJson.of(star.node(), api.zone())))
                .toList();
    }

    @GET
    @Path("{path: .+}")
    public IsStarred isStarred() {
        Query.of(request);
        return new IsStarred(stars.isStarred(caller.overApi(), path()));
    }

    @PUT
    @Path("{path: .+}")
    @Consumes(MediaType.WILDCARD)
    public void star() {
        Query.of(request);
        stars.star(caller.overApi(), path());
    }

    @DELETE
    @Path("{path: .+}")
    public void unstar() {
        Query.of(request);
        stars.unstar(caller.overApi(), path());
    }

    private FilePath path() {
        return ApiPaths.belowRoot(ApiPaths.of(request, "stars"));
    }
}
