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
import org.fubako.caller.Caller;
import org.fubako.link.ReceiveFile;
import org.fubako.link.ReceiveFolderService;
import org.fubako.link.ReceiveHandIn;
import org.fubako.link.ReceiveView;
import org.fubako.link.ReceiveWish;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.web.error.ProblemTexts;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.rest.RestApplication;
import org.fubako.web.security.CurrentCaller;

/** Receive folders of the caller, and for the role MANAGE_LINKS those of everybody. */
@Path("receive-folders")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReceiveResource {

    @Inject
    CurrentCaller caller;

    @EJB
    ReceiveFolderService folders;

    @Context
    HttpServletRequest request;

    /** A receive folder as it is written in the API; its address is there only in the answer to its making. */
    public record Item(
            String id,
            String owner,
            String folder,
            String title,
            String message,
            String created,
            String expires,
            Optional<String> stopped,
            boolean valid,
            int mostFiles,
            long bytesPerFile,
            long bytesInAll,
            List<String> types,
            boolean code,
            boolean password,
            List<String> addresses,
            int filesHandedIn,
            long bytesHandedIn,
            Optional<String> url) {

        static Item of(ReceiveView view, Optional<String> url, ZoneId zone) {
            return new Item(
                    ApiText.id(view.id()),
                    view.owner(),
                    view.path(),
                    view.terms().title(),
                    view.terms().message(),
                    ApiText.time(view.createdAt(), zone),
                    ApiText.time(view.expiresAt(), zone),
                    view.stoppedAt().map(at -> ApiText.time(at, zone)),
                    view.live(),
                    view.terms().mostFiles(),
                    view.terms().bytesEach(),
                    view.terms().bytesInAll(),
                    view.terms().endings(),
                    view.terms().code(),
                    view.password(),
                    view.terms().addresses().written(),
                    view.filesHandedIn(),
                    view.bytesHandedIn(),
                    url);
        }
    }

    /** What one visitor has handed in, or was about to. */
    public record HandIn(
            String number,
            String name,
            String mail,
            boolean mailProven,
            String address,
            String begun,
            Optional<String> handedIn,
            List<File> files) {

        static HandIn of(ReceiveHandIn one, ZoneId zone) {
            return new HandIn(
                    one.number(),
                    one.name(),
                    one.mail(),
                    one.proven(),
                    one.address(),
                    ApiText.time(one.begunAt(), zone),
                    one.handedInAt().map(at -> ApiText.time(at, zone)),
                    one.files().stream().map(File::of).toList());
        }
    }

    /** One document of it. */
    public record File(String name, long bytes, String state, Optional<String> sha256) {

        static File of(ReceiveFile file) {
            return new File(
                    file.stored().orElse(file.name()), file.length(), ApiText.kebab(file.state()), file.sha256());
        }
    }

    @GET
    public List<Item> list() {
        boolean all = Query.of(request, "all").flag("all");
        Caller who = caller.require();
        return folders.list(who, all).stream()
                .map(view -> Item.of(view, Optional.empty(), who.zone()))
                .toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(
                body,
                "folder",
                "title",
                "message",
                "validDays",
                "mostFiles",
                "bytesPerFile",
                "bytesInAll",
                "types",
                "code",
                "password",
                "addresses");
        Caller who = caller.overApi();
        ReceiveFolderService.Made made = folders.create(
                who,
                new ReceiveWish(
                        FilePath.parse(json.text("folder")),
                        json.text("title"),
                        json.findText("message").orElse(""),
                        json.number("validDays", ReceiveWish.DEFAULT_DAYS),
                        json.number("mostFiles", ReceiveWish.DEFAULT_FILES),
                        json.findBytes("bytesPerFile").orElse(ReceiveWish.DEFAULT_BYTES_EACH),
                        json.findBytes("bytesInAll").orElse(ReceiveWish.DEFAULT_BYTES_IN_ALL),
                        json.findTexts("types").orElse(List.of()),
                        json.flag("code", false),
                        json.findText("password"),
                        json.findTexts("addresses").orElse(List.of())),
                ProblemTexts.locale(request));
        Item item = Item.of(made.view(), Optional.of(made.url()), who.zone());
        return Response.created(
                        URI.create(request.getContextPath() + RestApplication.ROOT + "/receive-folders/" + item.id()))
                .entity(item)
                .build();
    }

    @GET
    @Path("{id}/log")
    public List<HandIn> log(@PathParam("id") String id) {
        Query.of(request);
        Caller who = caller.require();
        return folders.log(who, parse(id)).stream()
                .map(one -> HandIn.of(one, who.zone()))
                .toList();
    }

    /** It leads nowhere from now on; its log stays. */
    @DELETE
    @Path("{id}")
    public void stop(@PathParam("id") String id) {
        Query.of(request);
        folders.stop(caller.overApi(), parse(id));
    }

    private static UUID parse(String id) {
        return ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }
}
