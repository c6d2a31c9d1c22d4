package org.fubako.web.account;

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
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Whom the server takes the caller for. */
@Path("me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    @Inject
    CurrentCaller caller;

    @Context
    HttpServletRequest request;

    /** Codes and names, no ids: this is for people to recognise. The address is that from where the request came. */
    public record Me(String account, String tenant, String serviceCode, List<String> roles, String address) {

        static Me of(Caller caller) {
            List<String> roles =
                    caller.roles().stream().map(ApiText::kebab).sorted().toList();
            return new Me(caller.accountName(), caller.tenantCode(), caller.serviceCode(), roles, caller.address());
        }
    }

    @GET
    public Me me() {
        Query.of(request);
        return Me.of(caller.require());
    }
}
