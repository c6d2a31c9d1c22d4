package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.NodeView;
import org.fubako.storage.Page;
import org.fubako.web.http.RawPath;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Folders: making, listing, deleting. The path is read by {@link RawPath}, never by JAX-RS. */
@Path("folders{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FoldersResource {

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @Context
    HttpServletRequest request;

    /** One page of a folder, and where the next one begins. */
    public record FolderPage(List<NodeJson> items, Optional<String> next) {}

    @GET
    public FolderPage list() {
        Query query = Query.of(request, "limit", "cursor");
        Caller api = caller();
        Page page = files.page(api, path(), query.limit(), query.cursor());
        List<NodeJson> items =
                page.items().stream().map(node -> NodeJson.of(node, api.zone())).toList();
        return new FolderPage(items, page.next());
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response create(InputStream body) {
        Query.of(request);
        String comment = JsonBody.read(body, "comment").findText("comment").orElse("");
        Caller api = caller();
        NodeView folder = files.createFolder(api, ApiPaths.belowRoot(path()), comment, Conditions.NONE);
        return Response.created(ApiPaths.address(request, folder))
                .entity(NodeJson.of(folder, api.zone()))
                .build();
    }

    @DELETE
    public void delete() {
        Query.of(request);
        Caller api = caller();
        FilePath path = ApiPaths.belowRoot(path());
        if (!files.describe(api, path).folder()) {
            throw new Refusal(Problem.NOT_A_FOLDER, path.toString());
        }
        files.delete(api, path, Conditions.NONE);
    }

    private Caller caller() {
        return caller.overApi();
    }

    private FilePath path() {
        return ApiPaths.of(request, "folders");
    }
}
