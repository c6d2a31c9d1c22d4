package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.ThumbnailService;
import org.fubako.web.http.EntityTags;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Small pictures of pictures. */
@Path("thumbnails{path: (/.*)?}")
@RequestScoped
@Produces("image/png")
public class ThumbnailsResource {

    @Inject
    CurrentCaller caller;

    @EJB
    ThumbnailService thumbnails;

    @EJB
    FileService files;

    @Context
    HttpServletRequest request;

    /** With the tag of the document, as long as whose content it stays the same. */
    @GET
    public Response thumbnail() {
        Query.of(request);
        FilePath path = ApiPaths.belowRoot(ApiPaths.of(request, "thumbnails"));
        byte[] picture = thumbnails
                .find(caller.overApi(), path)
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, path.toString()));
        Optional<String> tag = files.describe(caller.overApi(), path).etag();
        Response.ResponseBuilder answer = Response.ok(picture).header("Cache-Control", "private, no-cache");
        tag.ifPresent(value -> answer.header("ETag", EntityTags.quoted(value)));
        return answer.build();
    }
}
