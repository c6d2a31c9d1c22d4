package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.fubako.storage.NewContent;
import org.fubako.storage.ResumableUpload;
import org.fubako.storage.UploadProgress;
import org.fubako.web.http.EntityTags;
import org.fubako.web.http.RawPath;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/**
 * Resumable uploads of accounts, as {@link Tus} has them. A servlet and no resource class: content streams through without a message
 * body reader in between.
 */
@WebServlet(
        name = "uploads",
        urlPatterns = {"/api/v1/uploads", "/api/v1/uploads/*"})
public class UploadsServlet extends HttpServlet {

    private static final String PREFIX = "/api/v1/uploads";

    @Inject
    CurrentCaller current;

    @EJB
    ResumableUpload uploads;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String base = request.getContextPath() + PREFIX;
        Tus.answer(new Own(), base, request.getRequestURI().substring(base.length()), request, response);
    }

    /** Those of the account that asks. */
    private final class Own implements Tus.Uploads {

        @Override
        public void admit(HttpServletRequest request) {
            current.overApi();
            Query.of(request);
        }

        @Override
        public UploadProgress begin(HttpServletRequest request) {
            return uploads.begin(current.overApi(), UploadFields.wanted(request));
        }

        @Override
        public UploadProgress progress(UUID id) {
            return uploads.progress(current.overApi(), id);
        }

        @Override
        public UploadProgress append(
                UUID id,
                long offset,
                NewContent.Body body,
                OptionalLong declared,
                Optional<NewContent.Digest> checksum) {
            return uploads.append(current.overApi(), id, offset, body, declared, checksum);
        }

        @Override
        public void cancel(UUID id) {
            uploads.cancel(current.overApi(), id);
        }

        @Override
        public void describe(UploadProgress progress, HttpServletResponse response) {
            progress.outcome().ifPresent(outcome -> {
                outcome.node().etag().ifPresent(tag -> response.setHeader("ETag", EntityTags.quoted(tag)));
                response.setHeader(
                        "Content-Location",
                        RawPath.href("/api/v1/files", outcome.node().path(), false));
            });
        }
    }
}
