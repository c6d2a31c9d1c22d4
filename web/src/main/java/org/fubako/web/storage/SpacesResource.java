package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.fubako.caller.Surface;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceView;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** The spaces that the caller may enter. */
@Path("spaces")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SpacesResource {

    @Inject
    CurrentCaller caller;

    @Inject
    SpaceService spaces;

    @Context
    HttpServletRequest request;

    /** A space with its usage in bytes. */
    public record Space(String id, String kind, String name, String path, long used, long quota) {

        static Space of(SpaceView view) {
            return new Space(
                    ApiText.id(view.id()),
                    ApiText.kebab(view.kind()),
                    view.name(),
                    view.path().toString(),
                    view.used(),
                    view.quota());
        }
    }

    @GET
    public List<Space> list() {
        Query.of(request);
        return spaces.list(caller.require().over(Surface.API)).stream()
                .map(Space::of)
                .toList();
    }
}
