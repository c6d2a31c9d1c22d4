package org.fubako.web.tenant;

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
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.Logo;
import org.fubako.tenant.LogoService;
import org.fubako.web.http.BoundedBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** The logo that a tenant shows to outsiders. */
@Path("policies/logo")
@RequestScoped
public class LogoResource {

    @Inject
    CurrentCaller caller;

    @EJB
    LogoService logos;

    @Context
    HttpServletRequest request;

    /** Where everybody finds it, and what it is. */
    public record Stored(String address, String mediaType, int width, int height, int size) {

        static Stored of(Logo logo) {
            return new Stored(
                    LogoAddress.of(Optional.of(logo.id())),
                    logo.head().kind().mediaType(),
                    logo.head().width(),
                    logo.head().height(),
                    logo.content().length);
        }
    }

    @GET
    public Response read() {
        Query.of(request);
        Logo logo = logos.find(caller.overApi()).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "logo"));
        return Response.ok(logo.content(), logo.head().kind().mediaType()).build();
    }

    /** What it is, its content says, whatever the client calls it. */
    @PUT
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Stored replace(InputStream body) {
        Query.of(request);
        caller.requireInPerson();
        Caller who = caller.overApi();
        return Stored.of(logos.replace(who, BoundedBody.read(body, Logo.LARGEST)));
    }

    @DELETE
    public void remove() {
        Query.of(request);
        caller.requireInPerson();
        logos.remove(caller.overApi());
    }
}
