package org.fubako.web.security;

import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.primefaces.context.PrimeFacesContext;

/**
 * Lets the scripts run that a page itself has written. PrimeFaces makes the nonce, because the page must keep it over its
 * postbacks; the policy around it is ours and takes the place of the one that PrimeFaces sets.
 */
public class PagePolicy implements PhaseListener {

    private static final long serialVersionUID = 1L;

    /** Request attribute for templates with a script of their own. */
    public static final String NONCE = "csp.nonce";

    @Override
    public void beforePhase(PhaseEvent event) {
        FacesContext faces = event.getFacesContext();
        String nonce = PrimeFacesContext.getCspState(faces).getNonce();
        HttpServletRequest request =
                (HttpServletRequest) faces.getExternalContext().getRequest();
        HttpServletResponse response =
                (HttpServletResponse) faces.getExternalContext().getResponse();
        request.setAttribute(NONCE, nonce);
        response.setHeader(SecurityHeaders.POLICY, SecurityHeaders.pagePolicy(nonce));
    }

    @Override
    public void afterPhase(PhaseEvent event) {
        // nothing: the header left with the page
    }

    @Override
    public PhaseId getPhaseId() {
        return PhaseId.RENDER_RESPONSE;
    }
}
