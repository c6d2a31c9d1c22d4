package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
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
import org.fubako.storage.Label;
import org.fubako.storage.LabelService;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Labels of folders and documents. */
@Path("labels{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LabelsResource {

    private static final String LABEL = "label";

    @Inject
    CurrentCaller caller;

    @EJB
    LabelService labels;

    @Context
    HttpServletRequest request;

    /** Replaces its own label; null takes it away, and has to be said. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public NodeJson change(InputStream body) {
        Query.of(request);
        JsonBody wanted = JsonBody.read(body, LABEL);
        if (!wanted.has(LABEL)) {
            throw new Refusal(Problem.REQUEST_MALFORMED, LABEL);
        }
        Optional<Label> label = wanted.findText(LABEL).map(kebab -> ApiText.requireConstant(Label.class, kebab, LABEL));
        Caller api = caller.overApi();
        return NodeJson.of(labels.change(api, ApiPaths.belowRoot(ApiPaths.of(request, "labels")), label), api.zone());
    }
}
