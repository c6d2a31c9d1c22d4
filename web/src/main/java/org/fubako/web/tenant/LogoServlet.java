package org.fubako.web.tenant;

import jakarta.ejb.EJB;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.fubako.tenant.Logo;
import org.fubako.tenant.LogoLookup;
import org.fubako.web.rest.ApiText;

/**
 * Logos for everybody. What an address answers never changes but for its end, so browsers keep it. A picture that is opened by itself
 * stands in a sandbox: that comes with the headers of every answer from here.
 */
@WebServlet(name = "logo", urlPatterns = LogoAddress.PREFIX + "/*")
public class LogoServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    @EJB
    private transient LogoLookup logos;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        String path = request.getRequestURI().substring((request.getContextPath() + LogoAddress.PREFIX).length());
        Optional<Logo> logo = ApiText.uuid(path.replaceFirst("^/", "")).flatMap(logos::find);
        if (logo.isPresent()) {
            send(logo.get(), request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void send(Logo logo, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String tag = '"' + ApiText.id(logo.id()) + '"';
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(logo.head().kind().mediaType());
        response.setContentLength(logo.content().length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(logo.content());
        }
    }
}
