package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.fubako.link.LinkFetches;
import org.fubako.link.LinkVisits.Fetch;
import org.fubako.storage.Download;
import org.fubako.storage.FileDownload;
import org.fubako.storage.NodeView;
import org.fubako.web.http.ContentDisposition;
import org.fubako.web.http.ContentTransfer;
import org.fubako.web.http.ZipStream;

/** Sends what a link gives, and keeps the log of the link up to date while it does: one document as it is, several as a ZIP. */
@ApplicationScoped
class LinkTransfer {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    @EJB
    FileDownload download;

    @EJB
    LinkFetches fetches;

    @Inject
    ContentTransfer transfer;

    /** Whether somebody asks for what is missing at the end, and not for the beginning. */
    static boolean isRemainder(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Range"))
                .filter(range -> !range.replace(" ", "").matches("(?i)bytes=0*-.*"))
                .isPresent();
    }

    void send(Fetch fetch, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (fetch.documents().size() == 1) {
            sendDocument(fetch, request, response);
        } else {
            sendZip(fetch, request, response);
        }
    }

    private void sendDocument(Fetch fetch, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        NodeView node = fetch.documents().get(0);
        Download document = download.open(fetch.issuer(), node);
        transfer.answer(document, ContentTransfer.Style.GIVE, request, response, (out, offset, length) -> {
            boolean toTheEnd = offset + length == node.length();
            watched(
                    fetch,
                    out,
                    toTheEnd,
                    counted -> download.transfer(fetch.issuer(), fetch.inLog(), document, counted, offset, length));
        });
    }

    private void sendZip(Fetch fetch, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", ContentDisposition.attachment("documents.zip"));
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Accept-Ranges", "none");
        response.setHeader("Cache-Control", "no-store");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        List<String> names = fetch.names();
        List<ZipStream.Entry> entries = IntStream.range(0, names.size())
                .mapToObj(at ->
                        new ZipStream.Entry(names.get(at), fetch.documents().get(at)))
                .toList();
        watched(
                fetch,
                response.getOutputStream(),
                true,
                counted -> ZipStream.write(
                        entries,
                        fetch.issuer().zone(),
                        counted,
                        (node, out) -> download.transfer(
                                fetch.issuer(),
                                fetch.inLog(),
                                download.open(fetch.issuer(), node),
                                out,
                                0,
                                node.length())));
    }

    @FunctionalInterface
    private interface Sending {

        void to(OutputStream out) throws IOException;
    }

    private void watched(Fetch fetch, OutputStream out, boolean toTheEnd, Sending sending) throws IOException {
        Watched watched = new Watched(out, bytes -> fetches.progress(fetch.issuer(), fetch, bytes));
        fetches.progress(fetch.issuer(), fetch, 0);
        boolean complete = false;
        try {
            sending.to(watched);
            watched.flush();
            complete = toTheEnd;
        } finally {
            fetches.end(fetch.issuer(), fetch, watched.unsaid, complete);
        }
    }

    /** Tells each minute how much has gone out. */
    private static final class Watched extends FilterOutputStream {

        private final LongConsumer progress;
        private long unsaid;
        private long saidAtNanos = System.nanoTime();

        Watched(OutputStream out, LongConsumer progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            count(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count(length);
        }

        private void count(int length) {
            unsaid += length;
            if (System.nanoTime() - saidAtNanos > MINUTE_NANOS) {
                saidAtNanos = System.nanoTime();
                progress.accept(unsaid);
                unsaid = 0;
            }
        }
    }
}
