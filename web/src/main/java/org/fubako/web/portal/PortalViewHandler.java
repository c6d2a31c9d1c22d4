package org.fubako.web.portal;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import java.util.Map;

/** Lets forms post to the address in the browser's address bar, so that a page knows its folder on every request. */
public class PortalViewHandler extends ViewHandlerWrapper {

    public PortalViewHandler(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public String getActionURL(FacesContext context, String viewId) {
        Map<String, Object> request = context.getExternalContext().getRequestMap();
        boolean shown = context.getViewRoot() != null
                && viewId.equals(context.getViewRoot().getViewId());
        if (shown && request.containsKey(PortalRoutes.ADDRESS)) {
            return (String) request.get(PortalRoutes.ADDRESS);
        }
        return PortalRoutes.Route.ofViewId(viewId)
                .map(route -> context.getExternalContext().getRequestContextPath() + route.address())
                .orElseGet(() -> super.getActionURL(context, viewId));
    }
}
