package org.fubako.web.storage;

import jakarta.ejb.EJB;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.FolderNotice;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
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
    private static final String NOTICE = "notice";
    private static final String VIRUS_CHECK = "virusCheck";
    private static final String THUMBNAIL = "thumbnail";
    private static final String ONE_TIME_URL = "oneTimeUrl";

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @Context
    HttpServletRequest request;

    /** As it is, and as it is sent to be changed. Whom the folder tells is for those only who may change that. */
    public record Settings(
            boolean keepRevisions,
            boolean virusCheck,
            boolean thumbnail,
            boolean oneTimeUrl,
            Optional<Integer> autoDeleteDays,
            Optional<Notice> notice) {}

    /** Whom the folder tells by mail what has arrived in it. */
    public record Notice(List<String> recipients, String language) {

        static Notice of(FolderNotice notice) {
            List<String> recipients =
                    notice.recipients().stream().map(MailAddress::value).toList();
            return new Notice(recipients, notice.language().toLanguageTag());
        }

        static FolderNotice read(JsonBody json) {
            return FolderNotice.of(
                    json.findTexts("recipients").orElse(List.of()),
                    Locale.forLanguageTag(json.findText("language").orElse("ja")));
        }
    }

    @GET
    public Settings settings() {
        Query.of(request);
        Caller api = caller();
        return settings(api, folder(api));
    }

    private Settings settings(Caller api, NodeView folder) {
        Optional<FolderNotice> notice =
                folder.may(Operation.CHANGE_ACTIONS) ? files.notice(api, folder.path()) : Optional.empty();
        return new Settings(
                folder.settings().keepRevisions(),
                folder.settings().virusCheck(),
                folder.settings().thumbnail(),
                folder.settings().oneTimeUrl(),
                folder.settings().autoDeleteDays(),
                notice.map(Notice::of));
    }

    /** What is not sent stays as it is; 0 days are never, no notice is {@code null}. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Settings change(InputStream body) {
        Query.of(request);
        JsonBody wanted = JsonBody.read(body, REVISIONS, VIRUS_CHECK, THUMBNAIL, ONE_TIME_URL, AUTO_DELETE, NOTICE);
        Optional<FolderNotice> notice =
                wanted.findObject(NOTICE, "recipients", "language").map(Notice::read);
        Caller api = caller();
        NodeView folder = folder(api);
        FolderSettings settings = folder.settings()
                .withRevisions(wanted.flag(REVISIONS, folder.settings().keepRevisions()))
                .withThumbnail(wanted.flag(THUMBNAIL, folder.settings().thumbnail()))
                .withOneTimeUrl(wanted.flag(ONE_TIME_URL, folder.settings().oneTimeUrl()))
                .withVirusCheck(wanted.flag(VIRUS_CHECK, folder.settings().virusCheck()))
                .withAutoDelete(Optional.of(wanted.number(
                                AUTO_DELETE, folder.settings().autoDeleteDays().orElse(0)))
                        .filter(days -> days != 0));
        NodeView changed = files.changeSettings(api, folder.path(), settings);
        if (wanted.has(NOTICE)) {
            files.changeNotice(api, folder.path(), notice);
        }
        return settings(api, changed);
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
