package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.NodeView;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** What happens by itself in a folder, as far as it can be set so far. */
@Path("settings{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {

    private static final String REVISIONS = "keepRevisions";
    private static final String AUTO_DELETE = "autoDeleteDays";

    @Inject
    CurrentCaller caller;

    @Inject
    FileService files;

    @Context
    HttpServletRequest request;

    /** As it is, and as it is sent to be changed. */
    public record Settings(boolean keepRevisions, Optional<Integer> autoDeleteDays) {

        static Settings of(NodeView folder) {
            return new Settings(
                    folder.settings().keepRevisions(), folder.settings().autoDeleteDays());
        }
    }

    @GET
    public Settings settings() {
        Query.of(request);
        return Settings.of(folder(caller()));
    }

    /** What is not sent stays as it is; 0 days are never. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Settings change(InputStream body) {
        Query.of(request);
        JsonBody wanted = JsonBody.read(body, REVISIONS, AUTO_DELETE);
        Caller api = caller();
        NodeView folder = folder(api);
        FolderSettings settings = folder.settings()
                .withRevisions(wanted.flag(REVISIONS, folder.settings().keepRevisions()))
                .withAutoDelete(Optional.of(wanted.number(
                                AUTO_DELETE, folder.settings().autoDeleteDays().orElse(0)))
                        .filter(days -> days != 0));
        return Settings.of(files.changeSettings(api, folder.path(), settings));
    }

    private NodeView folder(Caller api) {
        FilePath path = ApiPaths.belowRoot(ApiPaths.of(request, "settings"));
        NodeView found = files.describe(api, path);
        if (!found.folder()) {
            throw new Refusal(Problem.NOT_A_FOLDER, path.toString());
        }
        return found;
    }

    private Caller caller() {
        return caller.overApi();
    }
}
