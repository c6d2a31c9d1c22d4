package org.fubako.web.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import org.fubako.platform.Problem;
import org.fubako.web.error.Failures;
import org.fubako.web.error.ProblemBody;
import org.fubako.web.error.ProblemTexts;

/** Turns everything that escapes a resource into a problem document. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        Locale locale = ProblemTexts.locale(request);
        if (Failures.refusalIn(failure).isEmpty()
                && failure instanceof WebApplicationException known
                && known.getResponse().getStatus() < 500) {
            return ofJaxRs(known.getResponse(), locale);
        }
        ProblemBody body = ProblemBody.of(failure, locale);
        return answer(Response.status(body.status()), body);
    }

    /** JAX-RS itself refuses: unknown address, wrong method or type. Its headers stay, such as Allow. */
    private static Response ofJaxRs(Response known, Locale locale) {
        if (known.getStatus() < 400) {
            return known;
        }
        return answer(Response.fromResponse(known), body(known, locale));
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
        body.retryAfter().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        return answer.entity(body.json())
                .type(ProblemBody.MEDIA_TYPE)
                .language(body.language())
                .build();
    }
}
