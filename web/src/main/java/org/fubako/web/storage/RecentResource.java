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
import org.fubako.caller.Caller;
import org.fubako.storage.RecentService;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** The documents that the caller has opened or stored last through the portal. */
@Path("recent")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RecentResource {

    @Inject
    CurrentCaller caller;

    @EJB
    RecentService recents;

    @Context
    HttpServletRequest request;

    /** A document, and when it was used last. */
    public record Use(String used, NodeJson item) {}

    @GET
    public List<Use> list() {
        Query.of(request);
        Caller api = caller.overApi();
        return recents.list(api, Integer.MAX_VALUE).stream()
                .map(use -> new Use(ApiText.time(use.at(), api.zone()), NodeJson.of(use.node(), api.zone())))
                .toList();
    }
}
