package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.TagService;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Tags of folders and documents, and which are in use. */
@Path("tags")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TagsResource {

    private static final String TAGS = "tags";

    @Inject
    CurrentCaller caller;

    @EJB
    TagService tags;

    @Context
    HttpServletRequest request;

    /** Tags in their order. */
    public record Tags(List<String> tags) {}

    /** Those that stand on something the caller may see, in one space or all, by their beginning. */
    @GET
    public Tags inUse() {
        Query query = Query.of(request, "in", "prefix");
        FilePath within = query.text("in").map(FilePath::parse).orElse(FilePath.ROOT);
        return new Tags(
                tags.inUse(caller.overApi(), within, query.text("prefix").orElse("")));
    }

    /** Those of one thing. */
    @GET
    @Path("{path: .+}")
    public Tags of() {
        Query.of(request);
        return new Tags(tags.of(caller.overApi(), path()));
    }

    /** Replaces those of one thing; none removes all. */
    @PUT
    @Path("{path: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Tags change(InputStream body) {
        Query.of(request);
        List<String> wanted = JsonBody.read(body, TAGS)
                .findTexts(TAGS)
                .orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, TAGS));
        return new Tags(tags.change(caller.overApi(), path(), wanted));
    }

    private FilePath path() {
        return ApiPaths.belowRoot(ApiPaths.of(request, TAGS));
    }
}
