package org.fubako.web.account;

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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.account.DevicePasswordService;
import org.fubako.account.DevicePasswordService.DeviceView;
import org.fubako.account.DevicePasswordService.NewDevice;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.rest.RestApplication;
import org.fubako.web.security.CurrentCaller;

/** One's own device passwords. Like a token, one of them cannot make or end any. */
@Path("device-passwords")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DevicePasswordsResource {

    @Inject
    CurrentCaller caller;

    @EJB
    DevicePasswordService devices;

    @EJB
    FileService files;

    @Context
    HttpServletRequest request;

    /** The password itself is there only in the answer to its making. */
    public record Device(
            String id,
            String label,
            List<String> doors,
            String scope,
            Optional<String> folder,
            List<String> addresses,
            String created,
            Optional<String> expires,
            Optional<String> lastUsed,
            Optional<String> lastAddress,
            Optional<String> password) {

        static Device of(DeviceView view, ZoneId zone) {
            return of(view, Optional.empty(), zone);
        }

        static Device of(NewDevice fresh, ZoneId zone) {
            return of(fresh.view(), Optional.of(fresh.password()), zone);
        }

        private static Device of(DeviceView view, Optional<String> password, ZoneId zone) {
            return new Device(
                    ApiText.id(view.id()),
                    view.label(),
                    view.doors().stream().map(ApiText::kebab).sorted().toList(),
                    ApiText.kebab(view.scope()),
                    view.folder(),
                    view.addresses().written(),
                    ApiText.time(view.createdAt(), zone),
                    view.expiresAt().map(at -> ApiText.time(at, zone)),
                    view.lastUsedAt().map(at -> ApiText.time(at, zone)),
                    view.lastAddress(),
                    password);
        }
    }

    @GET
    public List<Device> list() {
        Query.of(request);
        Caller owner = caller.require();
        return devices.list(owner).stream()
                .map(device -> Device.of(device, owner.zone()))
                .toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "label", "doors", "scope", "folder", "addresses", "validDays");
        Caller owner = owner();
        NewDevice fresh = devices.create(
                owner,
                new DevicePasswordService.Wish(
                        json.text("label"),
                        doors(json),
                        TokensResource.scope(json),
                        json.findText("folder").map(folder -> existing(owner, folder)),
                        json.findTexts("addresses").orElse(List.of()),
                        json.findNumber("validDays")));
        String id = ApiText.id(fresh.view().id());
        return Response.created(URI.create(request.getContextPath() + RestApplication.ROOT + "/device-passwords/" + id))
                .entity(Device.of(fresh, owner.zone()))
                .build();
    }

    /** WebDAV alone, unless others were asked for. */
    private static Set<Surface> doors(JsonBody json) {
        return json.findTexts("doors").orElse(List.of(ApiText.kebab(Surface.DAV))).stream()
                .map(door -> ApiText.requireConstant(Surface.class, door, "doors"))
                .collect(Collectors.toSet());
    }

    /** As it is written in the tree. */
    private String existing(Caller owner, String folder) {
        return files.describe(owner, FilePath.parse(folder)).path().toString();
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        Query.of(request);
        UUID device = ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        devices.delete(owner(), device);
    }

    private Caller owner() {
        return caller.requireInPerson().over(Surface.API);
    }
}
