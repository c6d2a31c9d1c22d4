package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FileDownload;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderDownload;
import org.fubako.storage.NodeView;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.ContentDisposition;
import org.fubako.web.security.CurrentCaller;

/**
 * Folders, or several things at once, as one ZIP, with a parameter {@code path} for each of them. Made while it
 * is sent, so that nothing of it ever lies on the server's disk; its length is not known before, and it cannot be resumed.
 */
@WebServlet(name = "archives", urlPatterns = "/api/v1/archives")
public class ArchiveServlet extends HttpServlet {

    private static final String PATH = "path";
    private static final String ALLOW = "GET";

    @Inject
    CurrentCaller current;

    @EJB
    FolderDownload folders;

    @EJB
    FileDownload download;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (request.getMethod().equals("GET")) {
                answer(request, response);
            } else {
                ProblemJson.methodNotAllowed(response, ALLOW);
            }
        } catch (Exception failure) {
            ProblemJson.write(request, response, failure);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = current.overApi();
        List<FilePath> wanted = wanted(request);
        List<FolderDownload.Item> items = folders.contents(caller, wanted);
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", ContentDisposition.attachment(name(wanted) + ".zip"));
        response.setHeader("Accept-Ranges", "none");
        send(caller, items, response);
    }

    private static List<FilePath> wanted(HttpServletRequest request) {
        request.getParameterMap().keySet().stream()
                .filter(name -> !name.equals(PATH))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refusal(Problem.REQUEST_MALFORMED, Refusal.shown(name));
                });
        String[] paths = request.getParameterValues(PATH);
        if (paths == null) {
            throw new Refusal(Problem.REQUEST_MALFORMED, PATH);
        }
        return Arrays.stream(paths).map(FilePath::parse).toList();
    }

    /** Of the thing itself, or of the folder that several lie in. */
    private static String name(List<FilePath> wanted) {
        FilePath first = wanted.get(0);
        FilePath named = wanted.size() == 1 || first.segments().size() < 2 ? first : first.parent();
        return named.name();
    }

    private void send(Caller caller, List<FolderDownload.Item> items, HttpServletResponse response) throws IOException {
        ZipArchiveOutputStream zip = new ZipArchiveOutputStream(response.getOutputStream());
        zip.setEncoding(StandardCharsets.UTF_8.name());
        zip.setUseLanguageEncodingFlag(true);
        zip.setCreateUnicodeExtraFields(UnicodeExtraFieldPolicy.NEVER);
        zip.setUseZip64(Zip64Mode.AsNeeded);
        zip.setLevel(Deflater.BEST_SPEED);
        for (FolderDownload.Item item : items) {
            NodeView node = item.node();
            ZipArchiveEntry entry = new ZipArchiveEntry(item.place() + (node.folder() ? "/" : ""));
            entry.setTime(shown(node.modifiedAt(), caller.zone()));
            if (!node.folder()) {
                entry.setSize(node.length());
            }
            zip.putArchiveEntry(entry);
            if (!node.folder()) {
                download.transfer(caller, download.open(caller, node), zip, 0, node.length());
            }
            zip.closeArchiveEntry();
        }
        zip.finish();
        zip.flush();
    }

    /** A ZIP has no zone: the wall clock of the tenant is to stand in it, whatever the server's own zone is. */
    private static long shown(Instant time, ZoneId zone) {
        return time.atZone(zone)
                .toLocalDateTime()
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
    }
}
