package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.storage.NewSpace;
import org.fubako.storage.SpaceChange;
import org.fubako.storage.SpaceDetails;
import org.fubako.storage.SpaceKind;
import org.fubako.storage.SpaceMember;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceSettings;
import org.fubako.storage.SpaceView;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.rest.RestApplication;
import org.fubako.web.security.CurrentCaller;

/** The spaces that the caller may enter, and those that he manages. */
@Path("spaces")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SpacesResource {

    private static final String TRASH = "trash";
    private static final String TRASH_DAYS = "trashDays";
    private static final String AUTO_DELETE = "autoDeleteDays";
    private static final String QUOTA = "quota";
    private static final String ADDRESSES = "addresses";
    private static final String MEMBERS = "members";

    @Inject
    CurrentCaller caller;

    @EJB
    SpaceService spaces;

    @Context
    HttpServletRequest request;

    /** A space with its usage in bytes. What is about its management is there where one space is asked for. */
    public record Space(
            String id,
            String kind,
            String name,
            String path,
            long used,
            long quota,
            boolean trash,
            Optional<Integer> trashDays,
            Optional<Integer> autoDeleteDays,
            Optional<List<String>> addresses,
            Optional<List<Member>> members) {

        static Space of(SpaceView view) {
            return of(view, Optional.empty(), Optional.empty());
        }

        static Space of(SpaceDetails details) {
            List<Member> members = details.members().stream().map(Member::of).toList();
            boolean project = details.view().kind() == SpaceKind.PROJECT;
            return of(
                    details.view(),
                    Optional.of(details.addresses()),
                    project ? Optional.of(members) : Optional.empty());
        }

        private static Space of(SpaceView view, Optional<List<String>> addresses, Optional<List<Member>> members) {
            return new Space(
                    ApiText.id(view.id()),
                    ApiText.kebab(view.kind()),
                    view.name(),
                    view.path().toString(),
                    view.used(),
                    view.quota(),
                    view.settings().trash(),
                    view.settings().trashDays(),
                    view.settings().autoDeleteDays(),
                    addresses,
                    members);
        }
    }

    /** An account or group in a project. */
    public record Member(String kind, String name, boolean administrator) {

        static Member of(SpaceMember member) {
            return new Member(ApiText.kebab(member.kind()), member.name(), member.administrator());
        }

        static SpaceMember read(JsonBody json) {
            return new SpaceMember(
                    ApiText.requireConstant(PrincipalKind.class, json.text("kind"), "kind"),
                    json.text("name"),
                    json.flag("administrator", false));
        }
    }

    @GET
    public List<Space> list() {
        boolean managed = Query.of(request, "managed").flag("managed");
        Caller api = caller();
        return (managed ? spaces.managed(api) : spaces.list(api))
                .stream().map(Space::of).toList();
    }

    /** Makes a project, or the space of a group. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "kind", "name", TRASH, TRASH_DAYS, AUTO_DELETE, QUOTA, ADDRESSES, MEMBERS);
        NewSpace wanted = new NewSpace(
                ApiText.requireConstant(SpaceKind.class, json.text("kind"), "kind"), json.text("name"), change(json));
        Caller api = caller();
        Space made = Space.of(spaces.details(api, spaces.create(api, wanted)));
        return Response.created(URI.create(request.getContextPath() + RestApplication.ROOT + "/spaces/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    public Space details(@PathParam("id") String id) {
        Query.of(request);
        return Space.of(spaces.details(caller(), space(id)));
    }

    /**
     * Changes a space; what is not sent stays as it is. Trash, its days and those of automatic deletion are set together: what is not
     * sent of these is off.
     */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public void change(@PathParam("id") String id, InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, TRASH, TRASH_DAYS, AUTO_DELETE, QUOTA, ADDRESSES, MEMBERS);
        SpaceChange change =
                new SpaceChange(settings(json), json.findBytes(QUOTA), json.findTexts(ADDRESSES), members(json));
        spaces.change(caller(), space(id), change);
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        Query.of(request);
        spaces.delete(caller(), space(id));
    }

    private static SpaceChange change(JsonBody json) {
        return new SpaceChange(settings(json), json.findBytes(QUOTA), json.findTexts(ADDRESSES), members(json));
    }

    private static Optional<SpaceSettings> settings(JsonBody json) {
        boolean sent = json.has(TRASH) || json.has(TRASH_DAYS) || json.has(AUTO_DELETE);
        return sent
                ? Optional.of(new SpaceSettings(
                        json.flag(TRASH, false), json.findNumber(TRASH_DAYS), json.findNumber(AUTO_DELETE)))
                : Optional.empty();
    }

    private static Optional<List<SpaceMember>> members(JsonBody json) {
        return json.findObjects(MEMBERS, "kind", "name", "administrator")
                .map(members -> members.stream().map(Member::read).toList());
    }

    private static UUID space(String id) {
        return ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    private Caller caller() {
        return caller.require().over(Surface.API);
    }
}
