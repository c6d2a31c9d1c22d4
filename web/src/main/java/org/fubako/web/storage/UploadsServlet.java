package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.NewUpload;
import org.fubako.storage.ResumableUpload;
import org.fubako.storage.UploadProgress;
import org.fubako.web.error.Failures;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.EntityTags;
import org.fubako.web.http.ExpectedBody;
import org.fubako.web.http.HttpDates;
import org.fubako.web.http.RawPath;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/**
 * Resumable uploads: tus 1.0.0 with creation, creation with upload, termination, checksum and expiration. A servlet and no resource class:
 * content streams through without a message body reader in between.
 */
@WebServlet(
        name = "uploads",
        urlPatterns = {"/api/v1/uploads", "/api/v1/uploads/*"})
public class UploadsServlet extends HttpServlet {

    private static final String PREFIX = "/api/v1/uploads";
    private static final String VERSION = "1.0.0";
    private static final String EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration";
    private static final String CONTENT = "application/offset+octet-stream";
    private static final String ALLOW_ALL = "OPTIONS, POST";
    private static final String ALLOW_ONE = "OPTIONS, HEAD, PATCH, DELETE";

    /** What the protocol has for a checksum that is not that of the content. */
    private static final int CHECKSUM_MISMATCH = 460;

    @Inject
    CurrentCaller current;

    @EJB
    ResumableUpload uploads;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Tus-Resumable", VERSION);
        try {
            handle(request, response);
        } catch (Exception failure) {
            Optional<Refusal> mismatch =
                    Failures.refusalIn(failure).filter(refusal -> refusal.problem() == Problem.DIGEST_MISMATCH);
            if (mismatch.isPresent()) {
                ProblemJson.refuse(request, response, mismatch.get(), CHECKSUM_MISMATCH);
            } else {
                ProblemJson.write(request, response, failure);
            }
        }
    }

    private void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = current.overApi();
        Query.of(request);
        String name = request.getRequestURI().substring((request.getContextPath() + PREFIX).length());
        String method = method(request);
        if (method.equals("OPTIONS")) {
            options(name, response);
        } else if (!VERSION.equals(request.getHeader("Tus-Resumable"))) {
            response.setHeader("Tus-Version", VERSION);
            ProblemJson.plain(response, HttpServletResponse.SC_PRECONDITION_FAILED);
        } else if (name.isEmpty() || name.equals("/")) {
            if (method.equals("POST")) {
                create(caller, request, response);
            } else {
                ProblemJson.methodNotAllowed(response, ALLOW_ALL);
            }
        } else {
            one(caller, method, id(name), request, response);
        }
    }

    /** Clients that cannot send a method say it in a field. */
    private static String method(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                ? Optional.ofNullable(request.getHeader("X-HTTP-Method-Override"))
                        .map(method -> method.strip().toUpperCase(Locale.ROOT))
                        .orElse("POST")
                : request.getMethod();
    }

    private static void options(String name, HttpServletResponse response) {
        response.setHeader("Tus-Version", VERSION);
        response.setHeader("Tus-Extension", EXTENSIONS);
        response.setHeader("Tus-Checksum-Algorithm", UploadFields.CHECKSUMS);
        response.setHeader("Allow", name.isEmpty() || name.equals("/") ? ALLOW_ALL : ALLOW_ONE);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static UUID id(String name) {
        return ApiText.uuid(name.substring(1)).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    private void one(Caller caller, String method, UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (method) {
            case "HEAD" -> {
                UploadProgress progress = uploads.progress(caller, id);
                say(progress, response);
                response.setHeader("Upload-Length", Long.toString(progress.length()));
                response.setStatus(HttpServletResponse.SC_OK);
            }
            case "PATCH" -> {
                long offset = UploadFields.number(request, "Upload-Offset");
                UploadFields.requireContent(request, CONTENT);
                say(append(caller, id, offset, request), response);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            case "DELETE" -> {
                uploads.cancel(caller, id);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> ProblemJson.methodNotAllowed(response, ALLOW_ONE);
        }
    }

    private UploadProgress append(Caller caller, UUID id, long offset, HttpServletRequest request) {
        long declared = request.getContentLengthLong();
        return uploads.append(
                caller,
                id,
                offset,
                () -> ExpectedBody.open(request),
                declared < 0 ? OptionalLong.empty() : OptionalLong.of(declared),
                UploadFields.checksum(request));
    }

    private void create(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        NewUpload wanted = UploadFields.wanted(request);
        boolean withContent = CONTENT.equals(request.getContentType());
        UploadProgress progress = uploads.begin(caller, wanted);
        response.setHeader("Location", request.getContextPath() + PREFIX + "/" + ApiText.id(progress.id()));
        if (withContent && !progress.finished()) {
            progress = append(caller, progress.id(), 0, request);
        }
        say(progress, response);
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setContentLength(0);
    }

    private static void say(UploadProgress progress, HttpServletResponse response) {
        response.setHeader("Upload-Offset", Long.toString(progress.received()));
        response.setHeader("Upload-Expires", HttpDates.format(progress.expires()));
        response.setHeader("Cache-Control", "no-store");
        progress.outcome().ifPresent(outcome -> {
            outcome.node().etag().ifPresent(tag -> response.setHeader("ETag", EntityTags.quoted(tag)));
            response.setHeader(
                    "Content-Location",
                    RawPath.href("/api/v1/files", outcome.node().path(), false));
        });
    }
}
