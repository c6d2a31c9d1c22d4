package org.fubako.web.portal;

import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.component.UIComponent;
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
import java.util.stream.Stream;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.error.HttpStatus;
import org.fubako.web.error.Incident;
import org.fubako.web.http.PageQuery;
import org.fubako.web.http.PartialAnswer;
import org.primefaces.PrimeFaces;
import org.primefaces.component.dialog.Dialog;
import org.primefaces.csp.CspException;

/**
 * Says at the top of the form or page what was refused, and keeps what the user typed. What cannot be said there (the page itself
 * was refused, or something broke) becomes an error page.
 */
public class RefusalHandler extends ExceptionHandlerWrapper {

    /** The component of every page in which messages stand that no dialog shows. */
    private static final String PAGE_MESSAGES = "messages";

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
        if (isStale(failure)) {
            startAgain(faces);
        } else if (refusal.isPresent()) {
            refuse(faces, refusal.get());
        } else {
            breakOff(faces, Incident.of(failure).number());
        }
    }

    /** The page was open for longer than its state is kept, or was sent before its scripts had run. */
    private static boolean isStale(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ViewExpiredException || cause instanceof CspException);
    }

    /** The same page anew; it says that nothing was done, and fills in again what its script has kept of what was typed. */
    private static void startAgain(FacesContext faces) {
        faces.getExternalContext().getFlash().setKeepMessages(true);
        FacesMessage note = new FacesMessage(
                FacesMessage.SEVERITY_WARN,
                new Texts(Language.of(
                                (HttpServletRequest) faces.getExternalContext().getRequest()))
                        .get("shell.stale"),
                null);
        faces.addMessage(null, note);
        reload(faces);
    }

    private static void reload(FacesContext faces) {
        ExternalContext external = faces.getExternalContext();
        HttpServletRequest request = (HttpServletRequest) external.getRequest();
        String path = (String) external.getRequestMap().getOrDefault(PortalRoutes.ADDRESS, "/");
        String address = path + PageQuery.of(request, path);
        try {
            if (isAjax(faces) && faces.getCurrentPhaseId() == PhaseId.RENDER_RESPONSE) {
                // not by Faces, which would write into the answer that it has begun
                external.responseReset();
                PartialAnswer.redirect((HttpServletResponse) external.getResponse(), address);
                faces.responseComplete();
            } else {
                external.redirect(address);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuse(FacesContext faces, Refusal refusal) {
        if (canSayOnPage(faces)) {
            say(faces, Texts.current().problem(refusal));
        } else if (isAjax(faces)) {
            // what the page shows has gone or is closed now: fetched anew, it says so
            reload(faces);
        } else {
            sendError(faces, HttpStatus.of(refusal.reason()));
        }
    }

    private static void breakOff(FacesContext faces, String incident) {
        faces.getExternalContext().getRequestMap().put(PortalErrors.INCIDENT, incident);
        if (canSayOnPage(faces) && isAjax(faces)) {
            say(faces, Texts.current().get("error.incident.message", incident));
        } else if (isAjax(faces)) {
            reload(faces);
        } else {
            sendError(faces, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    private static boolean isAjax(FacesContext faces) {
        return faces.getPartialViewContext().isAjaxRequest();
    }

    private static boolean canSayOnPage(FacesContext faces) {
        return faces.isPostback()
                && faces.getViewRoot() != null
                && faces.getCurrentPhaseId() != PhaseId.RENDER_RESPONSE;
    }

    private static void say(FacesContext faces, String text) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
        if (isAjax(faces) && !comesFromDialog(faces)) {
            PrimeFaces.current().ajax().update(PAGE_MESSAGES);
        }
        faces.renderResponse();
    }

    /** A dialog shows its messages itself; behind it nobody would see them. */
    private static boolean comesFromDialog(FacesContext faces) {
        String source = faces.getExternalContext().getRequestParameterMap().get("jakarta.faces.source");
        UIComponent found = source == null ? null : faces.getViewRoot().findComponent(":" + source);
        return Stream.iterate(found, component -> component != null, UIComponent::getParent)
                .anyMatch(Dialog.class::isInstance);
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
