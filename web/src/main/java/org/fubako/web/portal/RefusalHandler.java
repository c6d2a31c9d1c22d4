package org.fubako.web.portal;

import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.error.HttpStatus;
import org.fubako.web.error.Incident;

/**
 * Says at the top of the page what was refused, and keeps what the user typed. What cannot be said there (the page itself was
 * refused, or something broke) becomes an error page.
 */
public class RefusalHandler extends ExceptionHandlerWrapper {

    /** Request attribute with the number that the user can quote. */
    static final String INCIDENT = "fubako.incident";

    public RefusalHandler(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        FacesContext faces = FacesContext.getCurrentInstance();
        Iterator<ExceptionQueuedEvent> events =
                getUnhandledExceptionQueuedEvents().iterator();
        while (events.hasNext()) {
            Throwable failure = events.next().getContext().getException();
            events.remove();
            if (!faces.getResponseComplete()) {
                answer(faces, failure);
            }
        }
        getWrapped().handle();
    }

    private static void answer(FacesContext faces, Throwable failure) {
        Optional<Refusal> refusal = Failures.refusalIn(failure);
        if (isExpiry(failure)) {
            reload(faces);
        } else if (refusal.isPresent()) {
            refuse(faces, refusal.get());
        } else {
            breakOff(faces, Incident.of(failure).number());
        }
    }

    private static boolean isExpiry(Throwable failure) {
        return failure instanceof ViewExpiredException || failure.getCause() instanceof ViewExpiredException;
    }

    /** The same address again: signed out in the meantime, the user comes by the sign-in page and back. */
    private static void reload(FacesContext faces) {
        ExternalContext external = faces.getExternalContext();
        HttpServletRequest request = (HttpServletRequest) external.getRequest();
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String address = (String) external.getRequestMap().getOrDefault(PortalRoutes.ADDRESS, "/");
        try {
            external.redirect(address + query);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuse(FacesContext faces, Refusal refusal) {
        if (canSayOnPage(faces)) {
            say(faces, Texts.current().problem(refusal.problem(), refusal.subject()));
        } else {
            sendError(faces, HttpStatus.of(refusal.reason()));
        }
    }

    private static void breakOff(FacesContext faces, String incident) {
        faces.getExternalContext().getRequestMap().put(INCIDENT, incident);
        if (canSayOnPage(faces) && faces.getPartialViewContext().isAjaxRequest()) {
            say(faces, Texts.current().get("error.incident.message", incident));
        } else {
            sendError(faces, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    private static boolean canSayOnPage(FacesContext faces) {
        return faces.isPostback()
                && faces.getViewRoot() != null
                && faces.getCurrentPhaseId() != PhaseId.RENDER_RESPONSE;
    }

    private static void say(FacesContext faces, String text) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
        faces.renderResponse();
    }

    private static void sendError(FacesContext faces, int status) {
        ExternalContext external = faces.getExternalContext();
        if (!external.isResponseCommitted()) {
            try {
                external.responseReset();
                external.responseSendError(status, null);
            } catch (IOException e) {
                throw new FacesException(e);
            }
        }
        faces.responseComplete();
    }
}
