package org.fubako.web.storage;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.web.error.FailedAnswer;
import org.fubako.web.error.Failures;
import org.fubako.web.error.HttpStatus;
import org.fubako.web.http.ContentTransfer;
import org.fubako.web.http.FramedPage;
import org.fubako.web.http.PreviewType;
import org.fubako.web.http.RawPath;
import org.fubako.web.portal.Language;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/**
 * What the details panel shows of documents in a frame or by an element that needs to know what it is. The only address of contents
 * that are no attachments, so it sends nothing but what {@link PreviewType} lists, and a PDF only when it is one. What is
 * still being made of an office document is answered by 202.
 */
@WebServlet(name = "preview", urlPatterns = PreviewServlet.PREFIX + "/*")
public class PreviewServlet extends HttpServlet {

    /** Behind it stands the path of a document. */
    static final String PREFIX = "/preview";

    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    @Inject
    CurrentCaller current;

    @Inject
    Previews previews;

    @Inject
    MarkdownPage markdown;

    @Inject
    ContentTransfer transfer;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", METHODS));
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        try {
            show(request, response);
        } catch (RuntimeException failure) {
            Refusal refusal = Failures.refusalIn(failure).orElseThrow(() -> failure);
            FailedAnswer.begin(response, failure);
            response.sendError(HttpStatus.of(refusal.reason()));
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = current.require();
        FilePath path = RawPath.parse(request.getRequestURI(), request.getContextPath() + PREFIX);
        Previews.Preview preview = previews.open(caller, path);
        if (!preview.ready()) {
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            response.setIntHeader("Retry-After", 2);
        } else if (preview.type().kind().isSent()) {
            transfer.answer(caller, preview.document(), ContentTransfer.Style.SHOW, request, response);
        } else if (preview.type().kind() == PreviewType.Kind.MARKDOWN) {
            page(caller, preview, request, response);
        } else {
            throw new Refusal(Problem.NOT_SHOWABLE, path.toString());
        }
    }

    /** Says itself what cannot be shown: the portal's own page for that is in no frame. */
    private void page(Caller caller, Previews.Preview preview, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Texts texts = new Texts(Language.of(request));
        String name = preview.document().node().name();
        String page;
        try {
            PreviewText text = previews.text(caller, preview.document());
            page = markdown.of(text.text(), name, text.cut() ? texts.get("preview.cut") : "");
        } catch (RuntimeException failure) {
            Refusal refusal = Failures.refusalIn(failure)
                    .filter(why -> why.problem() == Problem.NOT_SHOWABLE)
                    .orElseThrow(() -> failure);
            response.setStatus(HttpStatus.of(refusal.reason()));
            page = markdown.saying(texts.problem(refusal), name);
        }
        FramedPage.allow(response, MarkdownPage.POLICY);
        response.setContentType("text/html; charset=UTF-8");
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
