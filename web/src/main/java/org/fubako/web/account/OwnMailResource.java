package org.fubako.web.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Locale;
import org.fubako.account.AccountLinkService;
import org.fubako.account.AccountLinkService.OwnMail;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.portal.Language;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** The mail address of one's own account. A token cannot change it: links to choose a password go there. */
@Path("me/mail")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OwnMailResource {

    @Inject
    CurrentCaller caller;

    @EJB
    AccountLinkService links;

    @Context
    HttpServletRequest request;

    @GET
    public OwnMail read() {
        Query.of(request);
        return links.ownMail(caller.require());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public void enter(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "mail", "language");
        links.enterMail(
                owner(), json.text("mail"), language(json.findText("language").orElse("ja")));
    }

    private static Locale language(String text) {
        return Language.offered(text).orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, Refusal.shown(text)));
    }

    @DELETE
    public void remove() {
        Query.of(request);
        links.removeMail(owner());
    }

    private Caller owner() {
        return caller.requireInPerson().over(Surface.API);
    }
}
