package org.fubako.web.dav;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.Reason;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.web.error.FailedAnswer;
import org.fubako.web.error.Failures;
import org.fubako.web.error.HttpStatus;
import org.fubako.web.error.ProblemBody;
import org.fubako.web.error.ProblemTexts;
import org.fubako.web.http.RawPath;

/** Failures as WebDAV tells them: a status and, where RFC 4918 (section 16) has one, the element that says which rule it was. */
final class DavErrors {

    private static final int INTERNAL = 500;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int PRECONDITION_FAILED = 412;

    private DavErrors() {}

    static void write(HttpServletRequest request, HttpServletResponse response, String prefix, Throwable failure)
            throws IOException {
        FailedAnswer.begin(response, failure);
        Locale locale = ProblemTexts.locale(request);
        Optional<Refusal> refusal = Failures.refusalIn(failure);
        if (refusal.isPresent()) {
            refused(request, response, prefix, refusal.get(), locale);
        } else {
            XmlWriter xml = begin(response, INTERNAL);
            explain(xml, "incident", ProblemBody.of(failure, locale).detail()).end("error");
        }
    }

    /** Answers with a rule of the protocol that no service knows of. */
    static void write(HttpServletResponse response, int status, String condition) throws IOException {
        begin(response, status).empty(condition).end("error");
    }

    static int status(Refusal refusal, String verb, boolean overwrite) {
        boolean exists = refusal.reason() == Reason.EXISTS;
        // RFC 4918, section 9.3.1: MKCOL works on unmapped URLs only
        if (exists && verb.equals("MKCOL")) {
            return METHOD_NOT_ALLOWED;
        }
        // RFC 4918, section 10.6
        if (exists && !overwrite && (verb.equals("COPY") || verb.equals("MOVE"))) {
            return PRECONDITION_FAILED;
        }
        return HttpStatus.of(refusal.reason());
    }

    private static void refused(
            HttpServletRequest request, HttpServletResponse response, String prefix, Refusal refusal, Locale locale)
            throws IOException {
        String verb = request.getMethod();
        int status = status(refusal, verb, !"F".equalsIgnoreCase(request.getHeader("Overwrite")));
        ProblemBody body = ProblemBody.of(refusal.problem(), status, refusal.subject(), locale);
        body.retryAfter().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        if (status == METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", DavServlet.ALLOW);
        }
        XmlWriter xml = begin(response, status);
        switch (refusal.problem()) {
            case LOCKED -> {
                String condition = verb.equals("LOCK") ? "no-conflicting-lock" : "lock-token-submitted";
                xml.open(condition)
                        .element("href", lockedHref(request, prefix, refusal))
                        .close(condition);
            }
            case OVER_QUOTA -> xml.empty("quota-not-exceeded");
            case STORAGE_FULL -> xml.empty("sufficient-disk-space");
            case LOCK_UNKNOWN -> xml.empty("lock-token-matches-request-uri");
            default -> {
                // the protocol has no element for the others
            }
        }
        explain(xml, ProblemBody.slug(refusal.problem()), body.detail()).end("error");
    }

    /** The services name what is locked by its path; a name alone is not one, and then it is what was asked for. */
    private static String lockedHref(HttpServletRequest request, String prefix, Refusal refusal) {
        String subject = refusal.subject();
        return subject != null && subject.startsWith("/")
                ? RawPath.href(prefix, FilePath.parse(subject), false)
                : request.getRequestURI();
    }

    private static XmlWriter begin(HttpServletResponse response, int status) throws IOException {
        response.setStatus(status);
        response.setContentType("application/xml; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        return new XmlWriter(response.getOutputStream()).begin("error");
    }

    private static XmlWriter explain(XmlWriter xml, String problem, String text) throws IOException {
        return xml.property(DavNames.problem("problem"), XmlWriter.escape(problem))
                .property(DavNames.problem("message"), XmlWriter.escape(text));
    }
}
