package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.storage.Changed;
import org.fubako.storage.Conditions;
import org.fubako.storage.FileService;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Copying: the newest revision of a document, or a folder with everything in it. */
@Path("copies")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CopiesResource {

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @Context
    HttpServletRequest request;

    @POST
    public Response copy(InputStream body) {
        Query.of(request);
        Transfer transfer = Transfer.read(body);
        Caller api = caller.require().over(Surface.API);
        Changed changed = files.copy(api, transfer.from(), transfer.to(), transfer.overwrite(), true, Conditions.NONE);
        return Transfer.answer(request, changed, api);
    }
}
