package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.fubako.link.ReceiveVisits;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.UploadProgress;
import org.fubako.web.error.Failures;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.ExpectedBody;
import org.fubako.web.http.HttpDates;
import org.fubako.web.rest.ApiText;
import org.fubako.web.storage.UploadFields;

/**
 * What visitors of a receive folder send: tus 1.0.0 as for accounts, but without a place and without an end of its own, since everything
 * waits until it is handed in. A GET lists what this visit has sent.
 */
@ApplicationScoped
class ReceiveUploads {

    private static final String FOLDER = "uploads";
    private static final String VERSION = "1.0.0";
    private static final String EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration";
    private static final String CONTENT = "application/offset+octet-stream";

    /** What the protocol has for a checksum that is not that of the content. */
    private static final int CHECKSUM_MISMATCH = 460;

    @EJB
    ReceiveVisits visits;

    /** Whether the part of an address behind the token is about uploads. */
    static boolean isOne(String step) {
        return step.equals(FOLDER) || step.startsWith(FOLDER + "/");
    }

    /** @param base the address of the link */
    void handle(
            ReceiveVisits.Key key, String base, String step, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Tus-Resumable", VERSION);
        try {
            dispatch(key, base, step.substring(FOLDER.length()), request, response);
        } catch (Exception thrown) {
            Throwable failure = WithoutPath.of(thrown);
            Optional<Refusal> mismatch =
                    Failures.refusalIn(failure).filter(refusal -> refusal.problem() == Problem.DIGEST_MISMATCH);
            if (mismatch.isPresent()) {
                ProblemJson.refuse(request, response, mismatch.get(), CHECKSUM_MISMATCH);
            } else {
                ProblemJson.write(request, response, failure);
            }
        }
    }

    private void dispatch(
            ReceiveVisits.Key key, String base, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String method = request.getMethod();
        boolean all = name.isEmpty() || name.equals("/");
        if (method.equals("OPTIONS")) {
            response.setHeader("Tus-Version", VERSION);
            response.setHeader("Tus-Extension", EXTENSIONS);
            response.setHeader("Tus-Checksum-Algorithm", UploadFields.CHECKSUMS);
            response.setHeader("Allow", all ? "OPTIONS, GET, POST" : "OPTIONS, HEAD, PATCH, DELETE");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (all && method.equals("GET")) {
            ReceiveJson.write(response, ReceiveJson.uploads(visits.uploads(key), base));
        } else if (!VERSION.equals(request.getHeader("Tus-Resumable"))) {
            response.setHeader("Tus-Version", VERSION);
            ProblemJson.plain(response, HttpServletResponse.SC_PRECONDITION_FAILED);
        } else if (all && method.equals("POST")) {
            create(key, base, request, response);
        } else if (all) {
            ProblemJson.methodNotAllowed(response, "OPTIONS, GET, POST");
        } else {
            UUID id = ApiText.uuid(name.substring(1)).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
            one(key, id, request, response);
        }
    }

    private void create(ReceiveVisits.Key key, String base, HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("Upload-Defer-Length") != null) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "Upload-Defer-Length");
        }
        boolean withContent = CONTENT.equals(request.getContentType());
        UploadProgress progress =
                visits.begin(key, UploadFields.fileName(request), UploadFields.number(request, "Upload-Length"));
        response.setHeader("Location", base + "/" + FOLDER + "/" + ApiText.id(progress.id()));
        if (withContent) {
            progress = append(key, progress.id(), 0, request);
        }
        say(progress, response);
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setContentLength(0);
    }

    private void one(ReceiveVisits.Key key, UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (request.getMethod()) {
            case "HEAD" -> {
                UploadProgress progress = visits.progress(key, id);
                say(progress, response);
                response.setHeader("Upload-Length", Long.toString(progress.length()));
                response.setStatus(HttpServletResponse.SC_OK);
            }
            case "PATCH" -> {
                long offset = UploadFields.number(request, "Upload-Offset");
                UploadFields.requireContent(request, CONTENT);
                say(append(key, id, offset, request), response);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            case "DELETE" -> {
                visits.cancel(key, id);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> ProblemJson.methodNotAllowed(response, "OPTIONS, HEAD, PATCH, DELETE");
        }
    }

    private UploadProgress append(ReceiveVisits.Key key, UUID id, long offset, HttpServletRequest request) {
        long declared = request.getContentLengthLong();
        return visits.append(
                key,
                id,
                offset,
                () -> ExpectedBody.open(request),
                declared < 0 ? OptionalLong.empty() : OptionalLong.of(declared),
                UploadFields.checksum(request));
    }

    private static void say(UploadProgress progress, HttpServletResponse response) {
        response.setHeader("Upload-Offset", Long.toString(progress.received()));
        response.setHeader("Upload-Expires", HttpDates.format(progress.expires()));
    }
}
