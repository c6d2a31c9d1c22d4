package org.fubako.web.storage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.NewContent;
import org.fubako.storage.UploadProgress;
import org.fubako.web.error.Failures;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.ExpectedBody;
import org.fubako.web.http.HttpDates;
import org.fubako.web.rest.ApiText;

/**
 * Resumable uploads: <a href="https://tus.io/protocols/resumable-upload">tus 1.0.0</a> with creation, creation with upload, termination,
 * checksum and expiration.
 */
public final class Tus {

    private static final String VERSION = "1.0.0";
    private static final String EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration";
    private static final String CONTENT = "application/offset+octet-stream";
    private static final String ALLOW_ONE = "OPTIONS, HEAD, PATCH, DELETE";

    /** What the protocol has for a checksum that is not that of the content. */
    private static final int CHECKSUM_MISMATCH = 460;

    private Tus() {}

    /** Whose uploads they are, and where they go. */
    public interface Uploads {

        /** Looks at a request before anything is done with it; refuses what is not for this place. */
        default void admit(HttpServletRequest request) {}

        /** @throws Refusal when what the fields of the request want is not to be had */
        UploadProgress begin(HttpServletRequest request);

        /** @throws Refusal NOT_FOUND for what is not there, or somebody else's */
        UploadProgress progress(UUID id);

        UploadProgress append(
                UUID id,
                long offset,
                NewContent.Body body,
                OptionalLong declared,
                Optional<NewContent.Digest> checksum);

        void cancel(UUID id);

        /** Fields of an answer beyond those of the protocol. */
        default void describe(UploadProgress progress, HttpServletResponse response) {}

        /** What may be done with the address of all of them. */
        default String allowed() {
            return "OPTIONS, POST";
        }

        /** What a client is told of a failure. */
        default Throwable told(Throwable failure) {
            return failure;
        }
    }

    /**
     * Answers one request.
     *
     * @param base the address of all uploads, without the slash at its end
     * @param name what the address of the request has behind that: nothing, or a slash and an id
     */
    public static void answer(
            Uploads uploads, String base, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Tus-Resumable", VERSION);
        response.setHeader("Cache-Control", "no-store");
        try {
            dispatch(uploads, base, name, request, response);
        } catch (Exception thrown) {
            Throwable failure = uploads.told(thrown);
            Optional<Refusal> mismatch =
                    Failures.refusalIn(failure).filter(refusal -> refusal.problem() == Problem.DIGEST_MISMATCH);
            if (mismatch.isPresent()) {
                ProblemJson.refuse(request, response, mismatch.get(), CHECKSUM_MISMATCH);
            } else {
                ProblemJson.write(request, response, failure);
            }
        }
    }

    private static void dispatch(
            Uploads uploads, String base, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        uploads.admit(request);
        String method = method(request);
        boolean all = name.isEmpty() || name.equals("/");
        if (method.equals("OPTIONS")) {
            response.setHeader("Tus-Version", VERSION);
            response.setHeader("Tus-Extension", EXTENSIONS);
            response.setHeader("Tus-Checksum-Algorithm", UploadFields.CHECKSUMS);
            response.setHeader("Allow", all ? uploads.allowed() : ALLOW_ONE);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (!VERSION.equals(request.getHeader("Tus-Resumable"))) {
            response.setHeader("Tus-Version", VERSION);
            ProblemJson.plain(response, HttpServletResponse.SC_PRECONDITION_FAILED);
        } else if (all && method.equals("POST")) {
            create(uploads, base, request, response);
        } else if (all) {
            ProblemJson.methodNotAllowed(response, uploads.allowed());
        } else {
            UUID id = ApiText.uuid(name.substring(1)).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
            one(uploads, method, id, request, response);
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

    private static void create(Uploads uploads, String base, HttpServletRequest request, HttpServletResponse response) {
        UploadFields.refuseDeferredLength(request);
        boolean withContent = CONTENT.equals(request.getContentType());
        UploadProgress progress = uploads.begin(request);
        response.setHeader("Location", base + "/" + ApiText.id(progress.id()));
        if (withContent && !progress.finished()) {
            progress = append(uploads, progress.id(), 0, request);
        }
        say(uploads, progress, response);
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setContentLength(0);
    }

    private static void one(
            Uploads uploads, String method, UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (method) {
            case "HEAD" -> {
                UploadProgress progress = uploads.progress(id);
                say(uploads, progress, response);
                response.setHeader("Upload-Length", Long.toString(progress.length()));
                response.setStatus(HttpServletResponse.SC_OK);
            }
            case "PATCH" -> {
                long offset = UploadFields.number(request, "Upload-Offset");
                UploadFields.requireContent(request, CONTENT);
                say(uploads, append(uploads, id, offset, request), response);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            case "DELETE" -> {
                uploads.cancel(id);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> ProblemJson.methodNotAllowed(response, ALLOW_ONE);
        }
    }

    private static UploadProgress append(Uploads uploads, UUID id, long offset, HttpServletRequest request) {
        long declared = request.getContentLengthLong();
        return uploads.append(
                id,
                offset,
                () -> ExpectedBody.open(request),
                declared < 0 ? OptionalLong.empty() : OptionalLong.of(declared),
                UploadFields.checksum(request));
    }

    private static void say(Uploads uploads, UploadProgress progress, HttpServletResponse response) {
        response.setHeader("Upload-Offset", Long.toString(progress.received()));
        response.setHeader("Upload-Expires", HttpDates.format(progress.expires()));
        uploads.describe(progress, response);
    }
}
