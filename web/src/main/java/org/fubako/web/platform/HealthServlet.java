package org.fubako.web.platform;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.fubako.platform.ReadinessCheck;

/** For supervisors on this machine: whether the process lives, and whether it can do its work. */
@WebServlet("/health/*")
public class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Instance<ReadinessCheck> checks;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean known = "/live".equals(request.getPathInfo()) || "/ready".equals(request.getPathInfo());
        if (!known) {
            response.sendError(404);
            return;
        }
        boolean up = "/live".equals(request.getPathInfo()) || checks.stream().allMatch(HealthServlet::isReady);
        response.setStatus(up ? 200 : 503);
        response.setContentType("application/json");
        response.getWriter().write(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }

    private static boolean isReady(ReadinessCheck check) {
        boolean ready = check.isReady();
        if (!ready) {
            System.getLogger(HealthServlet.class.getName()).log(Level.WARNING, "not ready: {0}", check.name());
        }
        return ready;
    }
}
