package org.fubako.web.delivery;

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
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.delivery.Signature;
import org.fubako.delivery.SignatureService;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.rest.RestApplication;
import org.fubako.web.security.CurrentCaller;

/** One's own signatures. Like the mail address, a token reads and does not change them. */
@Path("me/mail/signatures")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SignaturesResource {

    private static final String[] MEMBERS = {"label", "text", "preselected"};

    @Inject
    CurrentCaller caller;

    @EJB
    SignatureService signatures;

    @Context
    HttpServletRequest request;

    /** A signature as it is written in the API. */
    public record Item(String id, String label, String text, boolean preselected) {

        static Item of(Signature signature) {
            return new Item(ApiText.id(signature.id()), signature.label(), signature.text(), signature.preselected());
        }
    }

    @GET
    public List<Item> list() {
        Query.of(request);
        return signatures.list(caller.require()).stream().map(Item::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, MEMBERS);
        Item made = Item.of(
                signatures.create(owner(), json.text("label"), json.text("text"), json.flag("preselected", false)));
        URI address = URI.create(request.getContextPath() + RestApplication.ROOT + "/me/mail/signatures/" + made.id());
        return Response.created(address).entity(made).build();
    }

    @GET
    @Path("{id}")
    public Item read(@PathParam("id") String id) {
        Query.of(request);
        return Item.of(signatures.find(caller.require(), parse(id)));
    }

    private static UUID parse(String id) {
        return ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public void change(@PathParam("id") String id, InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, MEMBERS);
        signatures.change(
                owner(),
                parse(id),
                new SignatureService.Change(
                        json.findText("label"), json.findText("text"), json.findFlag("preselected")));
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        Query.of(request);
        signatures.delete(owner(), parse(id));
    }

    private Caller owner() {
        return caller.requireInPerson().over(Surface.API);
    }
}
