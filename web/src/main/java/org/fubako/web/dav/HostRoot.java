package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.NodeView;
import org.fubako.web.dav.LiveProperty.Source;
import org.fubako.web.security.CurrentCaller;

/**
 * The root of the host, to WebDAV clients a folder with the one that they may mount in it. Windows walks up there before it mounts and
 * gives up when it finds a page. Before the portal's pages, which have the same address.
 */
@WebFilter(servletNames = "org.fubako.web.portal.PortalRoutes")
public class HostRoot implements Filter {

    @Inject
    CurrentCaller current;

    @EJB
    FileService files;

    @Inject
    Clock clock;

    @Override
    public void doFilter(ServletRequest incoming, ServletResponse outgoing, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) incoming;
        HttpServletResponse response = (HttpServletResponse) outgoing;
        switch (request.getMethod()) {
            case "OPTIONS" -> OptionsMethod.answer(response);
            case "PROPFIND" -> propfind(request, response);
            default -> chain.doFilter(request, response);
        }
    }

    private void propfind(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String prefix = request.getContextPath();
        try {
            Depth depth = Depth.of(Optional.ofNullable(request.getHeader("Depth")));
            if (depth == Depth.INFINITY || depth == Depth.MISSING) {
                DavErrors.write(response, HttpServletResponse.SC_FORBIDDEN, "propfind-finite-depth");
                return;
            }
            PropfindBody wanted = PropfindBody.read(request.getInputStream());
            Caller caller = current.require().over(Surface.DAV);
            NodeView root = files.describe(caller, FilePath.ROOT);
            MultiStatus answer = MultiStatus.begin(response);
            for (String at : depth == Depth.ONE ? List.of(prefix, prefix + DavServlet.PREFIX) : List.of(prefix)) {
                answer.node(wanted, new Source(root, at, List.of(), Optional.empty(), clock.instant()), Map.of());
            }
            answer.end();
        } catch (RuntimeException failure) {
            DavErrors.write(request, response, prefix, failure);
        }
    }
}
