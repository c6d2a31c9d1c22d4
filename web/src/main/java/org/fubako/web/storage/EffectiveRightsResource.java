package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.EffectiveRights;
import org.fubako.storage.FilePath;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.storage.RightsService;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** What one account may do at a folder or document, and what it has that from. */
@Path("effective-rights{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class EffectiveRightsResource {

    @Inject
    CurrentCaller caller;

    @EJB
    RightsService rights;

    @Context
    HttpServletRequest request;

    /** One thing that counts for the account; everyone has no name, and only lines of a rule have a mode. */
    public record SourceJson(
            String ground,
            String kind,
            Optional<String> principal,
            String from,
            boolean inherited,
            Optional<String> mode,
            boolean widest) {

        static SourceJson of(EffectiveRights rights, EffectiveRights.Source source) {
            return new SourceJson(
                    ApiText.kebab(source.ground()),
                    ApiText.kebab(source.kind()),
                    Optional.of(source.principal()).filter(name -> source.kind() != PrincipalKind.EVERYONE),
                    source.from().toString(),
                    rights.isInherited(source),
                    source.mode().map(ApiText::kebab),
                    rights.isWidest(source));
        }
    }

    /** The answer; {@code hiddenBy} where a folder above is closed to the account. */
    public record EffectiveRightsJson(
            String account,
            String path,
            boolean enters,
            Optional<String> hiddenBy,
            boolean sees,
            String mode,
            List<SourceJson> sources) {

        static EffectiveRightsJson of(EffectiveRights rights) {
            return new EffectiveRightsJson(
                    rights.account(),
                    rights.path().toString(),
                    rights.enters(),
                    rights.hiddenBy().map(FilePath::toString),
                    rights.sees(),
                    ApiText.kebab(rights.mode()),
                    rights.sources().stream()
                            .map(source -> SourceJson.of(rights, source))
                            .toList());
        }
    }

    /** Of the account that the parameter names. */
    @GET
    public EffectiveRightsJson effective() {
        String account = Query.of(request, "account")
                .text("account")
                .orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, "account"));
        FilePath path = ApiPaths.of(request, "effective-rights");
        return EffectiveRightsJson.of(rights.effective(caller.require().over(Surface.API), path, account));
    }
}
