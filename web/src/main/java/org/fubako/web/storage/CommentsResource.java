package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.fubako.caller.Caller;
import org.fubako.storage.FileService;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Comments on folders and documents. */
@Path("comments{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CommentsResource {

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @Context
    HttpServletRequest request;

    /** Replaces the comment; an empty one removes it. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public NodeJson comment(InputStream body) {
        Query.of(request);
        String comment = JsonBody.read(body, "comment").text("comment");
        Caller api = caller.overApi();
        return NodeJson.of(
                files.editComment(api, ApiPaths.belowRoot(ApiPaths.of(request, "comments")), comment.strip()),
                api.zone());
    }
}
