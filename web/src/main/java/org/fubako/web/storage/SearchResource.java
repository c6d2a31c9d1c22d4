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
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.SearchQuery;
import org.fubako.storage.SearchService;
import org.fubako.storage.SearchService.Found;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.storage.FoldersResource.FolderPage;

/** Searching by name and tag. Days are those of the tenant's zone, the last one included. */
@Path("search")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

    @Inject
    CurrentCaller caller;

    @EJB
    SearchService search;

    @Context
    HttpServletRequest request;

    @GET
    public FolderPage find() {
        Query query = Query.of(
                request, "q", "in", "type", "from", "to", "minSize", "maxSize", "by", "tag", "limit", "cursor");
        Caller api = caller.overApi();
        SearchQuery asked =
                SearchQuery.of(query.text("q").orElse(""), query.text("tag").orElse(""));
        SearchQuery wanted = new SearchQuery(
                asked.words(),
                query.text("in").map(FilePath::parse).orElse(FilePath.ROOT),
                query.text("type").map(SearchResource::isFolder),
                query.day("from").map(day -> day.atStartOfDay(api.zone()).toInstant()),
                query.day("to")
                        .map(day -> day.plusDays(1).atStartOfDay(api.zone()).toInstant()),
                query.bytes("minSize"),
                query.bytes("maxSize"),
                query.text("by"),
                asked.tag());
        Found found = search.find(api, wanted, query.limit(), query.cursor());
        List<NodeJson> items = found.items().stream()
                .map(node ->
                        NodeJson.of(node, Optional.of(found.tags().getOrDefault(node.id(), List.of())), api.zone()))
                .toList();
        return new FolderPage(items, found.next());
    }

    private static boolean isFolder(String type) {
        return switch (type) {
            case "folder" -> true;
            case "document" -> false;
            default -> throw new Refusal(Problem.REQUEST_MALFORMED, "type");
        };
    }
}
