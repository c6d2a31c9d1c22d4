package org.fubako.web.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.web.error.Failures;
import org.fubako.web.error.Incident;
import org.fubako.web.error.ProblemBody;

/** Turns everything that escapes a resource into a problem document. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        Optional<ProblemBody> refused =
                Failures.refusalIn(failure).map(refusal -> ProblemBody.of(refusal, request.getLocale()));
        if (refused.isPresent()) {
            return answer(Response.status(refused.get().status()), refused.get());
        }
        if (failure instanceof WebApplicationException known
                && known.getResponse().getStatus() < 500) {
            return ofJaxRs(known.getResponse());
        }
        return answer(Response.serverError(), ProblemBody.of(Incident.of(failure)));
    }

    /** JAX-RS itself refuses: unknown address, wrong method or type. Its headers stay, such as Allow. */
    private Response ofJaxRs(Response known) {
        if (known.getStatus() < 400) {
            return known;
        }
        return answer(Response.fromResponse(known), body(known, request.getLocale()));
    }

    private static ProblemBody body(Response known, Locale locale) {
        int status = known.getStatus();
        return switch (status) {
            case 400 -> ProblemBody.of(Problem.REQUEST_MALFORMED, status, "", locale);
            case 404 -> ProblemBody.of(Problem.NOT_FOUND, status, "", locale);
            case 415 -> ProblemBody.of(Problem.BODY_NOT_TAKEN, status, "", locale);
            default -> ProblemBody.plain(status, known.getStatusInfo().getReasonPhrase());
        };
    }

    private static Response answer(Response.ResponseBuilder answer, ProblemBody body) {
        return answer.entity(body.json()).type(ProblemBody.MEDIA_TYPE).build();
    }
}
