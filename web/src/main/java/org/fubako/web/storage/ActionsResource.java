package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.fubako.storage.ActionResult;
import org.fubako.storage.ActionService;
import org.fubako.storage.ActionWish;
import org.fubako.storage.FilePath;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Actions that are run by hand: after an upload, or later. */
@Path("actions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ActionsResource {

    @Inject
    CurrentCaller caller;

    @EJB
    ActionService actions;

    @Context
    HttpServletRequest request;

    /** What came of it for a document. */
    public record Result(String path, String virusCheck) {

        static Result of(ActionResult result) {
            return new Result(result.path().toString(), ApiText.kebab(result.virusCheck()));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public List<Result> run(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "paths", "notice", "virusCheck", "thumbnail");
        List<FilePath> documents = json.findTexts("paths").orElse(List.of()).stream()
                .map(FilePath::parse)
                .toList();
        ActionWish wish = new ActionWish(
                json.findObject("notice", "recipients", "language").map(SettingsResource.Notice::read),
                json.flag("virusCheck", false),
                json.flag("thumbnail", false));
        return actions.run(caller.overApi(), documents, wish).stream()
                .map(Result::of)
                .toList();
    }
}
