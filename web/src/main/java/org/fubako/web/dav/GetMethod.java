package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.storage.Download;
import org.fubako.storage.FileDownload;
import org.fubako.web.error.Failures;
import org.fubako.web.http.ContentTransfer;

/** GET: a document, or for people with a browser the names in a folder. */
@ApplicationScoped
class GetMethod implements DavMethod {

    @EJB
    FileDownload download;

    @Inject
    ContentTransfer transfer;

    @Inject
    FolderPage page;

    @Override
    public String verb() {
        return "GET";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        Optional<Download> document = document(request);
        if (document.isPresent()) {
            transfer.answer(request.caller(), document.get(), ContentTransfer.Style.MOUNT, request.http(), response);
        } else {
            page.answer(request, response);
        }
    }

    /** Empty for a folder. */
    private Optional<Download> document(DavRequest request) {
        try {
            return Optional.of(download.open(request.caller(), request.path()));
        } catch (RuntimeException failure) {
            boolean folder = Failures.refusalIn(failure)
                    .filter(refusal -> refusal.problem() == Problem.IS_FOLDER)
                    .isPresent();
            if (!folder) {
                throw failure;
            }
            return Optional.empty();
        }
    }
}
