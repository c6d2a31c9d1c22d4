package org.fubako.web.account;

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
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.account.GroupChange;
import org.fubako.account.GroupService;
import org.fubako.account.GroupView;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.rest.RestApplication;
import org.fubako.web.security.CurrentCaller;

/** Groups of accounts, for the role manage-groups. */
@Path("groups")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GroupsResource {

    private static final String NAME = "name";
    private static final String COMMENT = "comment";
    private static final String ROLES = "roles";
    private static final String MEMBERS = "members";
    private static final String ADD = "add";
    private static final String REMOVE = "remove";

    @Inject
    CurrentCaller caller;

    @EJB
    GroupService groups;

    @Context
    HttpServletRequest request;

    /**
     * A group.
     *
     * @param builtIn {@code managers}, {@code administrators} or {@code users}, for those that every tenant has
     * @param size how many accounts are in it
     * @param members their names, where one group is asked for
     */
    public record Group(
            String id,
            String name,
            String comment,
            Optional<String> builtIn,
            List<String> roles,
            int size,
            Optional<List<String>> members) {

        static Group of(GroupView view) {
            return of(view, Optional.empty());
        }

        static Group of(GroupService.Details details) {
            return of(details.view(), Optional.of(details.members()));
        }

        private static Group of(GroupView view, Optional<List<String>> members) {
            return new Group(
                    ApiText.id(view.id()),
                    view.name(),
                    view.comment(),
                    view.builtIn().map(ApiText::kebab),
                    view.roles().stream().sorted().map(ApiText::kebab).toList(),
                    view.members(),
                    members);
        }
    }

    /** Some of them; {@code next} where there may be more. */
    public record Groups(List<Group> items, Optional<String> next) {}

    @GET
    public Groups find() {
        Query query = Query.of(request, "words", "limit", "cursor");
        List<GroupView> found = groups.find(
                caller(), query.text("words").orElse(""), query.cursor().orElse(""), 0, query.limit());
        Optional<String> next = found.size() < query.limit()
                ? Optional.empty()
                : Optional.of(found.get(found.size() - 1).name());
        return new Groups(found.stream().map(Group::of).toList(), next);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, NAME, COMMENT, ROLES, MEMBERS);
        Caller api = caller();
        UUID id = groups.create(api, json.text(NAME), change(json));
        Group made = Group.of(groups.details(api, id));
        return Response.created(URI.create(request.getContextPath() + RestApplication.ROOT + "/groups/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    public Group details(@PathParam("id") String id) {
        Query.of(request);
        return Group.of(groups.details(caller(), group(id)));
    }

    /** Changes a group; what is not sent stays as it is. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public void change(@PathParam("id") String id, InputStream body) {
        Query.of(request);
        groups.change(caller(), group(id), change(JsonBody.read(body, COMMENT, ROLES, MEMBERS, ADD, REMOVE)));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        Query.of(request);
        groups.delete(caller(), group(id));
    }

    private static GroupChange change(JsonBody json) {
        return new GroupChange(
                json.findText(COMMENT),
                json.findTexts(ROLES).map(GroupsResource::roles),
                json.findTexts(MEMBERS),
                json.findTexts(ADD).orElse(Collections.emptyList()),
                json.findTexts(REMOVE).orElse(Collections.emptyList()));
    }

    private static Set<Role> roles(List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        names.forEach(name -> roles.add(ApiText.requireConstant(Role.class, name, ROLES)));
        return roles;
    }

    private static UUID group(String id) {
        return ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    private Caller caller() {
        return caller.require().over(Surface.API);
    }
}
