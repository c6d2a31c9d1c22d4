package org.fubako.web.portal;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fubako.web.error.Incident;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.security.Challenge;

/**
 * Shows the page for a status that says no. It is a page of its own whatever was sent: without hiding the form, Faces would try
 * to go on with it here, and fail again.
 */
@WebServlet(urlPatterns = PortalErrors.ADDRESS)
public class PortalErrors extends HttpServlet {

    /** Only for the container's own dispatch; nobody reaches it from outside without an error. */
    static final String ADDRESS = "/error";

    /** Request attribute with the number that the user can quote. */
    static final String INCIDENT = "fubako.incident";

    /** Request attribute with the kind of error, which the texts are named after. */
    static final String KIND = "fubako.error";

    /** Who speaks to these reads problem details, not pages. */
    private static final Set<String> FOR_PROGRAMS = Set.of("/api", "/dav", "/health", "/metrics");

    private static final String PAGE = "/WEB-INF/pages/error.xhtml";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int status = Optional.ofNullable((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .orElse(HttpServletResponse.SC_NOT_FOUND);
        response.setStatus(status);
        if (isForPrograms(request)) {
            ProblemJson.plain(response, status);
            return;
        }
        Optional.ofNullable((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))
                .ifPresent(cause ->
                        request.setAttribute(INCIDENT, Incident.of(cause).number()));
        request.setAttribute(KIND, request.getAttribute(Challenge.OUTSIDE) == null ? kind(status) : "address");
        request.getRequestDispatcher(PAGE).forward(new Bare(request), response);
    }

    private static boolean isForPrograms(HttpServletRequest request) {
        String address = Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .orElse("/");
        return FOR_PROGRAMS.stream().anyMatch(door -> address.startsWith(request.getContextPath() + door));
    }

    private static String kind(int status) {
        return switch (status) {
            case HttpServletResponse.SC_FORBIDDEN -> "403";
            case HttpServletResponse.SC_NOT_FOUND -> "404";
            default -> status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR ? "400" : "500";
        };
    }

    /** The request without what was posted. */
    private static final class Bare extends WithoutSession {

        Bare(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public String getHeader(String name) {
            return name.equalsIgnoreCase("Faces-Request") ? null : super.getHeader(name);
        }

        @Override
        public String getParameter(String name) {
            return null;
        }

        @Override
        public String[] getParameterValues(String name) {
            return null;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }
    }
}
