package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FileDownload;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderDownload;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.ContentDisposition;
import org.fubako.web.http.ZipStream;
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
        List<ZipStream.Entry> entries = items.stream()
                .map(item -> new ZipStream.Entry(item.place(), item.node()))
                .toList();
        ZipStream.write(
                entries,
                caller.zone(),
                response.getOutputStream(),
                (node, out) -> download.transfer(caller, download.open(caller, node), out, 0, node.length()));
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
}
