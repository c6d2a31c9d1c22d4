package org.fubako.web.http;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Download;
import org.fubako.storage.FileDownload;
import org.fubako.storage.NodeView;
import org.fubako.web.http.ByteRanges.Kind;
import org.fubako.web.http.ByteRanges.Selection;

/** The answer to GET and HEAD of a document, the same through every door. */
@ApplicationScoped
public class ContentTransfer {

    private static final String OCTETS = "application/octet-stream";
    private static final String POLICY = "Content-Security-Policy";
    private static final int BUFFER = 64 * 1024;

    @EJB
    FileDownload download;

    /** How a door presents content. */
    public enum Style {
        /** To be saved, whatever it is. */
        SAVE,
        /** As {@link #SAVE}, for who has no account: no cache on the way keeps it. */
        GIVE,
        /** With the stored media type, for programs that mount the tree. */
        MOUNT,
        /** In its place on a page of the portal, as {@link PreviewType} knows it. */
        SHOW
    }

    /**
     * Sends a document or what HTTP answers instead of it. An exception after the first byte must leave the servlet, so that the
     * connection breaks and nobody takes the part for the whole.
     *
     * @param document what the download service has opened for this caller
     */
    public void answer(
            Caller caller, Download document, Style style, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(
                document,
                style,
                request,
                response,
                (out, offset, length) -> download.transfer(caller, document, out, offset, length));
    }

    /** Sends a part of a content. */
    @FunctionalInterface
    public interface Sender {

        void send(OutputStream out, long offset, long length) throws IOException;
    }

    /** As {@link #answer(Caller, Download, Style, HttpServletRequest, HttpServletResponse)}, for who watches what is sent. */
    public void answer(
            Download document, Style style, HttpServletRequest request, HttpServletResponse response, Sender sender)
            throws IOException {
        NodeView node = document.node();
        String etag = node.etag().orElse("");
        validators(node, style, response);
        switch (ReadConditions.evaluate(request, etag, node.modifiedAt())) {
            case FAILED ->
                throw new Refusal(Problem.PRECONDITION_FAILED, node.path().toString());
            case NOT_MODIFIED -> response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            case PROCEED -> send(document, style, request, response, sender);
        }
    }

    private static void send(
            Download document, Style style, HttpServletRequest request, HttpServletResponse response, Sender sender)
            throws IOException {
        NodeView node = document.node();
        boolean head = request.getMethod().equals("HEAD");
        Selection selection = head ? new Selection(Kind.WHOLE, 0, node.length()) : selection(node, request);
        describe(node, style, response);
        switch (selection.kind()) {
            case UNSATISFIABLE -> {
                response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
                response.setHeader("Content-Range", "bytes */" + node.length());
                response.setContentLengthLong(0);
                return;
            }
            case PART -> {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                long last = selection.offset() + selection.length() - 1;
                response.setHeader("Content-Range", "bytes " + selection.offset() + "-" + last + "/" + node.length());
            }
            case WHOLE ->
                node.sha256().ifPresent(sha256 -> response.setHeader("Content-Digest", ContentDigests.field(sha256)));
        }
        response.setContentLengthLong(selection.length());
        if (!head) {
            response.setBufferSize(BUFFER);
            sender.send(response.getOutputStream(), selection.offset(), selection.length());
        }
    }

    private static Selection selection(NodeView node, HttpServletRequest request) {
        Optional<String> ifRange = Optional.ofNullable(request.getHeader("If-Range"));
        Optional<String> range = Optional.ofNullable(request.getHeader("Range"))
                .filter(field -> ByteRanges.fresh(ifRange, node.etag(), node.modifiedAt()));
        return ByteRanges.select(range, node.length());
    }

    private static void validators(NodeView node, Style style, HttpServletResponse response) {
        node.etag().ifPresent(tag -> response.setHeader("ETag", EntityTags.quoted(tag)));
        response.setHeader("Last-Modified", HttpDates.format(node.modifiedAt()));
        response.setHeader("Cache-Control", style == Style.GIVE ? "no-store" : "private, no-cache");
    }

    /** Content is somebody's upload: it must not run as a page of this host, whatever its type says. */
    private static void describe(NodeView node, Style style, HttpServletResponse response) {
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(POLICY, "sandbox; default-src 'none'");
        node.sha256().ifPresent(sha256 -> response.setHeader("Repr-Digest", ContentDigests.field(sha256)));
        switch (style) {
            case SAVE, GIVE -> {
                response.setContentType(OCTETS);
                response.setHeader("Content-Disposition", ContentDisposition.attachment(node.name()));
            }
            case MOUNT -> {
                response.setContentType(node.mediaType().orElse(OCTETS));
                node.sha256().ifPresent(sha256 -> response.setHeader("OC-Checksum", "SHA256:" + sha256));
            }
            case SHOW -> show(node, response);
        }
    }

    private static void show(NodeView node, HttpServletResponse response) {
        Optional<PreviewType> type =
                PreviewType.of(node.name()).filter(known -> known.kind().isSent());
        response.setContentType(type.map(PreviewType::mediaType).orElse(OCTETS));
        boolean made =
                type.filter(known -> known.kind() == PreviewType.Kind.OFFICE).isPresent();
        response.setHeader("Content-Disposition", ContentDisposition.inline(made ? node.name() + ".pdf" : node.name()));
        if (made || type.filter(known -> known.kind() == PreviewType.Kind.PDF).isPresent()) {
            FramedPage.allow(response, FramedPage.PDF);
        }
    }
}
