package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceSettings;
import org.fubako.storage.SpaceView;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** The spaces that the caller may enter. */
@Path("spaces")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SpacesResource {

    private static final int NEVER = Integer.MIN_VALUE;

    @Inject
    CurrentCaller caller;

    @Inject
    SpaceService spaces;

    @Context
    HttpServletRequest request;

    /** A space with its usage in bytes. */
    public record Space(
            String id,
            String kind,
            String name,
            String path,
            long used,
            long quota,
            boolean trash,
            Optional<Integer> trashDays,
            Optional<Integer> autoDeleteDays) {

        static Space of(SpaceView view) {
            return new Space(
                    ApiText.id(view.id()),
                    ApiText.kebab(view.kind()),
                    view.name(),
                    view.path().toString(),
                    view.used(),
                    view.quota(),
                    view.settings().trash(),
                    view.settings().trashDays(),
                    view.settings().autoDeleteDays());
        }
    }

    @GET
    public List<Space> list() {
        Query.of(request);
        return spaces.list(caller.require().over(Surface.API)).stream()
                .map(Space::of)
                .toList();
    }

    /** Changes the settings of a space; what is not sent is off. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public void change(@PathParam("id") String id, InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "trash", "trashDays", "autoDeleteDays");
        UUID space = ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        SpaceSettings settings =
                new SpaceSettings(json.flag("trash", false), days(json, "trashDays"), days(json, "autoDeleteDays"));
        spaces.change(caller.require().over(Surface.API), space, settings);
    }

    private static Optional<Integer> days(JsonBody json, String name) {
        return Optional.of(json.number(name, NEVER)).filter(count -> count != NEVER);
    }
}
