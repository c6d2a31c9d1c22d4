package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.RevisionService;
import org.fubako.storage.RevisionView;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Older contents of a document. Their bytes are fetched from the document's own address, with the number behind it. */
@Path("revisions{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RevisionsResource {

    private static final String NUMBER = "number";

    @Inject
    CurrentCaller caller;

    @EJB
    RevisionService revisions;

    @Context
    HttpServletRequest request;

    /** The newest first, and where the next page begins. */
    public record RevisionPage(List<RevisionJson> items, Optional<String> next) {}

    /** One of them. */
    public record RevisionJson(
            int number, long size, String created, String by, String etag, String sha256, String virusCheck) {

        static RevisionJson of(RevisionView revision, ZoneId zone) {
            return new RevisionJson(
                    revision.number(),
                    revision.length(),
                    ApiText.time(revision.createdAt(), zone),
                    revision.createdBy(),
                    '"' + revision.etag() + '"',
                    revision.sha256(),
                    ApiText.kebab(revision.virusCheck()));
        }
    }

    @GET
    public RevisionPage list() {
        Query query = Query.of(request, "limit", "cursor");
        Caller api = caller();
        int limit = query.limit();
        List<RevisionView> found = revisions.list(api, path(), limit, query.number("cursor"));
        Optional<String> next = found.stream()
                .skip(limit - 1L)
                .map(RevisionView::number)
                .filter(number -> number > 1)
                .map(number -> Integer.toString(number))
                .findFirst();
        return new RevisionPage(
                found.stream()
                        .map(revision -> RevisionJson.of(revision, api.zone()))
                        .toList(),
                next);
    }

    /** Makes the revision of a number the newest. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public NodeJson restore(InputStream body) {
        Query.of(request);
        int number = JsonBody.read(body, NUMBER).number(NUMBER, 0);
        if (number < 1) {
            throw new Refusal(Problem.REQUEST_MALFORMED, NUMBER);
        }
        Caller api = caller();
        return NodeJson.of(revisions.restore(api, path(), number, Conditions.NONE), api.zone());
    }

    private Caller caller() {
        return caller.overApi();
    }

    private FilePath path() {
        return ApiPaths.of(request, "revisions");
    }
}
