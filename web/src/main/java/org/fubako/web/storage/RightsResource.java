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
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.storage.FilePath;
import org.fubako.storage.Grant;
import org.fubako.storage.RightsService;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** The access rule of a folder; deleting it lets the folder inherit again. */
@Path("rights{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RightsResource {

    @Inject
    CurrentCaller caller;

    @EJB
    RightsService rights;

    @Context
    HttpServletRequest request;

    @GET
    public RuleJson rule() {
        Query.of(request);
        return RuleJson.of(rights.rule(caller(), path()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public RuleJson set(InputStream body) {
        Query.of(request);
        List<Grant> rule = RuleJson.read(body);
        rights.setRule(caller(), path(), Optional.of(rule));
        return RuleJson.of(Optional.of(rule));
    }

    @DELETE
    public void inherit() {
        Query.of(request);
        rights.setRule(caller(), path(), Optional.empty());
    }

    private Caller caller() {
        return caller.require().over(Surface.API);
    }

    private FilePath path() {
        return ApiPaths.of(request, "rights");
    }
}
