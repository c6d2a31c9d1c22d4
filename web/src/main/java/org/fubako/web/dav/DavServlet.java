package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Reason;
import org.fubako.platform.Refusal;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.web.error.Failures;
import org.fubako.web.http.EntityTags;
import org.fubako.web.http.RawPath;
import org.fubako.web.security.CurrentCaller;

/** The WebDAV door: finds the method and tells failures. */
@WebServlet(
        name = "dav",
        urlPatterns = {"/dav", "/dav/*"})
public class DavServlet extends HttpServlet {

    static final String ALLOW = "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, PROPPATCH, MKCOL, COPY, MOVE, LOCK, UNLOCK";

    static final String PREFIX = "/dav";

    @Inject
    CurrentCaller current;

    @Inject
    IfEvaluation ifEvaluation;

    @EJB
    FileService files;

    @Inject
    Aside aside;

    @Inject
    ChunkFolders chunkFolders;

    @Inject
    Confinement confinement;

    @Inject
    @Any
    Instance<DavMethod> methods;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String prefix = ChunkFolders.prefix(request);
        try {
            handle(request, response, prefix);
        } catch (Exception failure) {
            DavErrors.write(request, response, prefix, failure);
        }
    }

    private void handle(HttpServletRequest request, HttpServletResponse response, String prefix) throws IOException {
        Caller caller = current.require().over(Surface.DAV);
        Optional<DavMethod> method = methods.stream()
                .filter(one -> one.verb().equals(request.getMethod()))
                .findFirst();
        if (method.isEmpty()) {
            response.setHeader("Allow", ALLOW);
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        ChunkFolders.requireOwn(caller, request, prefix);
        FilePath path = RawPath.parse(request.getRequestURI(), prefix);
        confinement.require(new DavRequest(caller, path, prefix, Conditions.NONE, request));
        if (ChunkFolders.covers(path)) {
            chunkFolders.answer(new DavRequest(caller, path, prefix, Conditions.NONE, request), response);
            return;
        }
        if (Aside.covers(path) && !method.get().verb().equals("OPTIONS") && !exists(caller, path)) {
            aside.answer(new DavRequest(caller, path, prefix, Conditions.NONE, request), response);
            return;
        }
        Set<UUID> tokens = ifEvaluation.submitted(caller, path, prefix, request);
        method.get()
                .handle(
                        new DavRequest(caller, path, prefix, EntityTags.conditions(request, tokens), request),
                        response);
    }

    private boolean exists(Caller caller, FilePath path) {
        try {
            files.describe(caller, path);
            return true;
        } catch (RuntimeException failure) {
            Refusal refusal = Failures.refusalIn(failure).orElseThrow(() -> failure);
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw failure;
            }
            return false;
        }
    }
}
