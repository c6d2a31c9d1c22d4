package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.fubako.caller.Caller;
import org.fubako.storage.Changed;
import org.fubako.storage.Download;
import org.fubako.storage.FileDownload;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.ContentReceiver;
import org.fubako.web.http.ContentTransfer;
import org.fubako.web.http.EntityTags;
import org.fubako.web.http.RawPath;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/**
 * Contents of documents over REST. A servlet and no resource class: JAX-RS gives {@code %2F} as a slash, and content streams through
 * without a message body writer in between.
 */
@WebServlet(name = "files", urlPatterns = "/api/v1/files/*")
public class FilesServlet extends HttpServlet {

    private static final String PREFIX = "/api/v1/files";
    private static final String ALLOW = "GET, HEAD, PUT, DELETE, OPTIONS";

    @Inject
    CurrentCaller current;

    @EJB
    FileService files;

    @EJB
    FileDownload download;

    @Inject
    ContentTransfer transfer;

    @Inject
    ContentReceiver receiver;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            handle(request, response);
        } catch (Exception failure) {
            ProblemJson.write(request, response, failure);
        }
    }

    private void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = current.overApi();
        String prefix = request.getContextPath() + PREFIX;
        FilePath path = RawPath.parse(request.getRequestURI(), prefix);
        switch (request.getMethod()) {
            case "GET", "HEAD" ->
                transfer.answer(caller, wanted(caller, path, request), ContentTransfer.Style.SAVE, request, response);
            case "PUT" -> put(caller, path, prefix, request, response);
            case "DELETE" -> {
                files.delete(caller, path, EntityTags.conditions(request, Set.of()));
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            case "OPTIONS" -> {
                response.setHeader("Allow", ALLOW);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> ProblemJson.methodNotAllowed(response, ALLOW);
        }
    }

    private Download wanted(Caller caller, FilePath path, HttpServletRequest request) {
        return Query.of(request, "revision")
                .number("revision")
                .map(number -> download.open(caller, path, number))
                .orElseGet(() -> download.open(caller, path));
    }

    private void put(
            Caller caller, FilePath path, String prefix, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Changed stored = receiver.receive(caller, path, request, EntityTags.conditions(request, Set.of()));
        stored.node().etag().ifPresent(tag -> response.setHeader("ETag", EntityTags.quoted(tag)));
        response.setHeader("Location", RawPath.href(prefix, stored.node().path(), false));
        receiver.answer(stored, response);
    }
}
