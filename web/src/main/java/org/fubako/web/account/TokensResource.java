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
import java.util.UUID;
import org.fubako.account.Scope;
import org.fubako.account.TokenService;
import org.fubako.account.TokenService.NewToken;
import org.fubako.account.TokenService.TokenView;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.rest.RestApplication;
import org.fubako.web.security.CurrentCaller;

/** One's own tokens. A token cannot make or end any: whoever has stolen one could keep it alive, or lock its owner out. */
@Path("tokens")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {

    private static final int DEFAULT_DAYS = 90;

    @Inject
    CurrentCaller caller;

    @EJB
    TokenService tokens;

    @Context
    HttpServletRequest request;

    /** The token itself is there only in the answer to its making. */
    public record Token(
            String id,
            String label,
            String scope,
            List<String> addresses,
            String created,
            String expires,
            Optional<String> lastUsed,
            Optional<String> lastAddress,
            Optional<String> token) {

        static Token of(TokenView view, ZoneId zone) {
            return of(view, Optional.empty(), zone);
        }

        static Token of(NewToken fresh, ZoneId zone) {
            return of(fresh.view(), Optional.of(fresh.token()), zone);
        }

        private static Token of(TokenView view, Optional<String> token, ZoneId zone) {
            return new Token(
                    ApiText.id(view.id()),
                    view.label(),
                    ApiText.kebab(view.scope()),
                    view.addresses().written(),
                    ApiText.time(view.createdAt(), zone),
                    ApiText.time(view.expiresAt(), zone),
                    view.lastUsedAt().map(at -> ApiText.time(at, zone)),
                    view.lastAddress(),
                    token);
        }
    }

    @GET
    public List<Token> list() {
        Query.of(request);
        Caller owner = caller.require();
        return tokens.list(owner).stream()
                .map(token -> Token.of(token, owner.zone()))
                .toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "label", "scope", "addresses", "validDays");
        Caller owner = owner();
        NewToken fresh = tokens.create(
                owner,
                new TokenService.Wish(
                        json.text("label"),
                        scope(json),
                        json.findTexts("addresses").orElse(List.of()),
                        json.number("validDays", DEFAULT_DAYS)));
        String id = ApiText.id(fresh.view().id());
        return Response.created(URI.create(request.getContextPath() + RestApplication.ROOT + "/tokens/" + id))
                .entity(Token.of(fresh, owner.zone()))
                .build();
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        Query.of(request);
        UUID token = ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        tokens.delete(owner(), token);
    }

    /** Everything, unless less was asked for. */
    static Scope scope(JsonBody json) {
        return json.findText("scope")
                .map(scope -> ApiText.requireConstant(Scope.class, scope, "scope"))
                .orElse(Scope.WRITE);
    }

    private Caller owner() {
        return caller.requireInPerson().over(Surface.API);
    }
}
