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
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.NodeView;
import org.fubako.storage.TrashService;
import org.fubako.storage.TrashService.TrashPage;
import org.fubako.storage.TrashView;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** The trash of a space. */
@Path("trash{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TrashResource {

    @Inject
    CurrentCaller caller;

    @EJB
    TrashService trash;

    @Context
    HttpServletRequest request;

    /** One page, and where the next one begins. */
    public record Items(List<Item> items, Optional<String> next) {}

    /** Something in the trash; {@code path} is where it lay. */
    public record Item(String id, String name, String path, String type, long size, String deleted, String by) {

        static Item of(TrashView view, ZoneId zone) {
            return new Item(
                    ApiText.id(view.id()),
                    view.name(),
                    view.path().toString(),
                    view.folder() ? "folder" : "document",
                    view.length(),
                    ApiText.time(view.deletedAt(), zone),
                    view.deletedBy());
        }
    }

    @GET
    public Items list() {
        Query query = Query.of(request, "limit", "cursor");
        Optional<UUID> cursor = query.cursor()
                .map(text -> ApiText.uuid(text).orElseThrow(() -> new Refusal(Problem.CURSOR_INVALID, "")));
        Caller api = caller();
        TrashPage page = trash.list(api, path(), query.limit(), cursor);
        List<Item> items =
                page.items().stream().map(item -> Item.of(item, api.zone())).toList();
        return new Items(items, page.next().map(ApiText::id));
    }

    /** Restores one of them, to where it lay or to the folder that is named. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response restore(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "id", "folder");
        UUID id = id(json.text("id"));
        Optional<FilePath> folder = json.findText("folder").map(FilePath::parse);
        Caller api = caller();
        NodeView restored = trash.restore(api, path(), id, folder);
        return Response.created(ApiPaths.address(request, restored))
                .entity(NodeJson.of(restored, api.zone()))
                .build();
    }

    /** Removes one of them for good. */
    @DELETE
    public void remove() {
        UUID id = Query.of(request, "id")
                .text("id")
                .map(TrashResource::id)
                .orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, "id"));
        trash.remove(caller(), path(), id);
    }

    private static UUID id(String text) {
        return ApiText.uuid(text).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    private Caller caller() {
        return caller.overApi();
    }

    private FilePath path() {
        return ApiPaths.of(request, "trash");
    }
}
