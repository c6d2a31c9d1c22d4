package org.fubako.web.delivery;

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
import java.util.Optional;
import org.fubako.caller.Surface;
import org.fubako.delivery.Authentication;
import org.fubako.delivery.ComposeDefaults;
import org.fubako.delivery.ComposeDefaultsService;
import org.fubako.delivery.ComposeDefaultsService.View;
import org.fubako.delivery.DeliveryRules;
import org.fubako.delivery.DeliveryTerms;
import org.fubako.delivery.PasswordChange;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** What one's own mails begin with. Like the mail address, a token reads and does not change it. */
@Path("me/mail/defaults")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ComposeDefaultsResource {

    @Inject
    CurrentCaller caller;

    @Inject
    ComposeDefaultsService defaults;

    @Context
    HttpServletRequest request;

    /** What was chosen; what is absent is as the company has it. The password is told to nobody. */
    public record Defaults(
            Optional<String> authentication,
            Optional<Integer> validDays,
            Optional<Integer> maxOpens,
            Optional<Boolean> receipt,
            boolean passwordSet,
            InForce inForce,
            Allowed allowed) {

        static Defaults of(View view) {
            ComposeDefaults chosen = view.chosen();
            return new Defaults(
                    chosen.authentication().map(ApiText::kebab),
                    chosen.validDays(),
                    chosen.maxOpens(),
                    chosen.receipt(),
                    view.password(),
                    InForce.of(view.inForce()),
                    Allowed.of(view.rules()));
        }
    }

    /** What a mail begins with. */
    public record InForce(String authentication, int validDays, int maxOpens, boolean receipt) {

        static InForce of(DeliveryTerms terms) {
            return new InForce(
                    ApiText.kebab(terms.authentication()), terms.validDays(), terms.maxOpens(), terms.receipt());
        }
    }

    /** What may be chosen; numbers from 1. */
    public record Allowed(List<String> authentication, int validDays, int maxOpens) {

        static Allowed of(DeliveryRules rules) {
            return new Allowed(
                    rules.permitted().stream().map(ApiText::kebab).toList(), rules.longestDays(), rules.mostOpens());
        }
    }

    @GET
    public Defaults read() {
        Query.of(request);
        return Defaults.of(defaults.read(caller.require()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Defaults change(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "authentication", "validDays", "maxOpens", "receipt", "password");
        return Defaults.of(defaults.change(
                caller.requireInPerson().over(Surface.API), before -> changed(json, before), password(json)));
    }

    /** What is not sent stays; null is as the company has it. */
    private static ComposeDefaults changed(JsonBody json, ComposeDefaults before) {
        ComposeDefaults after = before;
        if (json.has("authentication")) {
            after = after.withAuthentication(json.findText("authentication")
                    .map(text -> ApiText.requireConstant(Authentication.class, text, "authentication")));
        }
        if (json.has("validDays")) {
            after = after.withValidDays(json.findNumber("validDays"));
        }
        if (json.has("maxOpens")) {
            after = after.withMaxOpens(json.findNumber("maxOpens"));
        }
        if (json.has("receipt")) {
            after = after.withReceipt(json.findFlag("receipt"));
        }
        return after;
    }

    private static PasswordChange password(JsonBody json) {
        if (!json.has("password")) {
            return PasswordChange.NONE;
        }
        return json.findText("password").map(PasswordChange::to).orElse(PasswordChange.REMOVAL);
    }
}
