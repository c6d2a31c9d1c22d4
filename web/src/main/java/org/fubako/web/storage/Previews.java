package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Download;
import org.fubako.storage.FileDownload;
import org.fubako.storage.FilePath;
import org.fubako.storage.NodeView;
import org.fubako.storage.OfficeService;
import org.fubako.storage.RevisionService;
import org.fubako.storage.VirusCheck;
import org.fubako.web.http.PreviewType;

/** What may be shown of a document to those who may fetch it. */
@ApplicationScoped
class Previews {

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    @EJB
    FileDownload download;

    @EJB
    RevisionService revisions;

    @EJB
    OfficeService office;

    /**
     * A document that may be shown, and how.
     *
     * @param ready false while what is to be shown of it is still being made
     */
    record Preview(Download document, PreviewType type, boolean ready) {}

    /**
     * Asks for the right to fetch the document, and looks whether it can be shown.
     *
     * @throws Refusal as a download does; NOT_SHOWABLE for what is of no kind that a page can show, or of which
     *     nothing can be made that is; INFECTED_NOT_SHOWN
     */
    Preview open(Caller caller, FilePath path) throws IOException {
        Download document = download.open(caller, path);
        PreviewType type = PreviewType.of(document.node().name()).orElseThrow(() -> notShowable(path));
        if (isInfected(caller, path)) {
            throw new Refusal(Problem.INFECTED_NOT_SHOWN, path.toString());
        }
        if (type.kind() == PreviewType.Kind.OFFICE) {
            Optional<Download> pdf = office.open(caller, path);
            return new Preview(pdf.orElse(document), type, pdf.isPresent());
        }
        boolean misnamed = type.kind() == PreviewType.Kind.PDF
                && !Arrays.equals(download.beginning(caller, document, PDF.length), PDF);
        if (misnamed) {
            throw notShowable(path);
        }
        return new Preview(document, type, true);
    }

    private boolean isInfected(Caller caller, FilePath path) {
        return revisions.list(caller, path, 1, Optional.empty()).stream()
                .anyMatch(newest -> newest.virusCheck() == VirusCheck.INFECTED);
    }

    /**
     * Reads what a text says, which is a download to the log.
     *
     * @throws Refusal NOT_SHOWABLE when it is no text
     */
    PreviewText text(Caller caller, Download document) throws IOException {
        NodeView node = document.node();
        int length = (int) Math.min(node.length(), PreviewText.LONGEST);
        ByteArrayOutputStream content = new ByteArrayOutputStream(length);
        download.transfer(caller, document, content, 0, length);
        return PreviewText.read(content.toByteArray(), length < node.length())
                .orElseThrow(() -> notShowable(node.path()));
    }

    private static Refusal notShowable(FilePath path) {
        return new Refusal(Problem.NOT_SHOWABLE, path.toString());
    }
}
