package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.link.FetchView;
import org.fubako.link.LinkService;
import org.fubako.link.LinkService.NewLink;
import org.fubako.link.LinkTerms;
import org.fubako.link.LinkView;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.rest.RestApplication;
import org.fubako.web.security.CurrentCaller;

/** One-time URLs. The URL itself is there only in the answer to its making. */
@Path("links")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LinksResource {

    @Inject
    CurrentCaller caller;

    @EJB
    LinkService links;

    @Context
    HttpServletRequest request;

    /** A link; {@code url} only when it has just been made. */
    public record Link(
            String id,
            Optional<String> url,
            List<String> paths,
            String issuer,
            String issued,
            String expires,
            int maxDownloads,
            int downloads,
            String state,
            boolean password,
            List<String> recipients,
            List<String> addresses,
            Optional<String> ended,
            Optional<String> stoppedBy) {

        static Link of(LinkView view, ZoneId zone) {
            return of(view, Optional.empty(), zone);
        }

        static Link of(NewLink made, ZoneId zone) {
            return of(made.view(), Optional.of(made.url()), zone);
        }

        private static Link of(LinkView view, Optional<String> url, ZoneId zone) {
            return new Link(
                    ApiText.id(view.id()),
                    url,
                    view.paths(),
                    view.issuer(),
                    ApiText.time(view.issuedAt(), zone),
                    ApiText.time(view.expiresAt(), zone),
                    view.maxDownloads(),
                    view.downloads(),
                    ApiText.kebab(view.state()),
                    view.guarded(),
                    view.recipients(),
                    view.addresses().written(),
                    view.endedAt().map(at -> ApiText.time(at, zone)),
                    view.stoppedBy());
        }
    }

    /** One page of a list, and where the next one begins. */
    public record LinkPage(List<Link> items, Optional<String> next) {}

    /** A download that was counted. */
    public record Fetch(String at, String last, String address, Optional<String> mail, long bytes, String state) {

        static Fetch of(FetchView view, ZoneId zone) {
            return new Fetch(
                    ApiText.time(view.at(), zone),
                    ApiText.time(view.lastAt(), zone),
                    view.address(),
                    view.mail(),
                    view.bytes(),
                    ApiText.kebab(view.state()));
        }
    }

    /** The log of a link. */
    public record FetchPage(List<Fetch> items) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response issue(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(
                body, "paths", "validDays", "maxDownloads", "password", "recipients", "addresses", "each");
        Caller api = caller.overApi();
        List<FilePath> paths = json.findTexts("paths").orElse(List.of()).stream()
                .map(FilePath::parse)
                .toList();
        LinkTerms terms = new LinkTerms(
                json.number("validDays", 1),
                json.number("maxDownloads", 1),
                json.findText("password"),
                json.findTexts("recipients").orElse(List.of()).stream()
                        .map(LinksResource::mail)
                        .toList(),
                AddressRanges.parse(json.findTexts("addresses").orElse(List.of())));
        if (json.flag("each", false)) {
            List<Link> made = links.issueEach(api, paths, terms).stream()
                    .map(link -> Link.of(link, api.zone()))
                    .toList();
            return Response.status(Response.Status.CREATED)
                    .entity(new LinkPage(made, Optional.empty()))
                    .build();
        }
        Link made = Link.of(links.issue(api, paths, terms), api.zone());
        return Response.created(URI.create(request.getContextPath() + RestApplication.ROOT + "/links/" + made.id()))
                .entity(made)
                .build();
    }

    private static MailAddress mail(String text) {
        return MailAddress.parse(text.strip())
                .orElseThrow(() -> new Refusal(Problem.MAIL_ADDRESS_MALFORMED, Refusal.shown(text)));
    }

    @GET
    public LinkPage list() {
        Query query = Query.of(request, "state", "all", "limit", "cursor");
        Caller api = caller.overApi();
        boolean inForce =
                switch (query.text("state").orElse("valid")) {
                    case "valid" -> true;
                    case "invalid" -> false;
                    default -> throw new Refusal(Problem.REQUEST_MALFORMED, "state");
                };
        Optional<UUID> before = query.cursor()
                .map(cursor -> ApiText.uuid(cursor).orElseThrow(() -> new Refusal(Problem.CURSOR_INVALID, "")));
        int limit = query.limit();
        List<LinkView> found = links.list(api, new LinkService.Wanted(query.flag("all"), inForce, before, limit + 1));
        List<Link> items = found.stream()
                .limit(limit)
                .map(link -> Link.of(link, api.zone()))
                .toList();
        return new LinkPage(
                items,
                found.size() > limit ? Optional.of(items.get(items.size() - 1).id()) : Optional.empty());
    }

    @GET
    @Path("{id}")
    public Link find(@PathParam("id") String id) {
        Query.of(request);
        Caller api = caller.overApi();
        return Link.of(links.find(api, uuid(id)), api.zone());
    }

    @GET
    @Path("{id}/log")
    public FetchPage log(@PathParam("id") String id) {
        Query.of(request);
        Caller api = caller.overApi();
        return new FetchPage(links.log(api, uuid(id)).stream()
                .map(fetch -> Fetch.of(fetch, api.zone()))
                .toList());
    }

    @DELETE
    @Path("{id}")
    public void stop(@PathParam("id") String id) {
        Query.of(request);
        links.stop(caller.overApi(), uuid(id));
    }

    private static UUID uuid(String id) {
        return ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }
}
