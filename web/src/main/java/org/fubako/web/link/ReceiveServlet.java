package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.fubako.link.ReceiveHandIn;
import org.fubako.link.ReceiveVisits;
import org.fubako.platform.Problem;
import org.fubako.platform.Reason;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.error.HttpStatus;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.ContentDisposition;
import org.fubako.web.portal.Language;
import org.fubako.web.portal.WithoutSession;
import org.fubako.web.security.ClientAddress;

/**
 * What people without an account see of a receive folder, and what they send there: below {@code /r/TOKEN}. Forms of the page and of
 * programs are the same; who takes HTML gets the page, others get JSON. Looking changes nothing, since mail scanners do it.
 */
@WebServlet(name = "receive", urlPatterns = "/r/*")
public class ReceiveServlet extends HttpServlet {

    private static final String PREFIX = "/r/";
    private static final String PAGE = "/WEB-INF/pages/receive.xhtml";
    private static final String LANGUAGE = "lang";

    @EJB
    ReceiveVisits visits;

    @Inject
    ReceiveUploads uploads;

    @Inject
    ReceiveCookie cookie;

    @Inject
    ClientAddress addresses;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring((request.getContextPath() + PREFIX).length());
        int slash = path.indexOf('/');
        String token = slash < 0 ? path : path.substring(0, slash);
        String step = slash < 0 ? "" : path.substring(slash + 1);
        ReceiveVisits.Key key = new ReceiveVisits.Key(
                token, cookie.find(request), addresses.host(request), addresses.of(request));
        if (ReceiveUploads.isOne(step)) {
            uploads.handle(key, base(request, token), step, request, response);
            return;
        }
        try {
            handle(key, step, request, response);
        } catch (RuntimeException failure) {
            refuse(key, request, response, failure);
        }
    }

    private static String base(HttpServletRequest request, String token) {
        return request.getContextPath() + PREFIX + token;
    }

    private void handle(
            ReceiveVisits.Key key, String step, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String method = request.getMethod();
        boolean reading = method.equals("GET") || method.equals("HEAD");
        String wanted = (reading ? "GET " : method + " ") + step;
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        switch (wanted) {
            case "GET " -> look(key, request, response);
            case "GET receipt" -> receipt(key, request, response);
            case "POST visit" -> {
                requireForm(request);
                begin(key, request, response);
            }
            case "POST code" -> {
                requireForm(request);
                visits.prove(key, field(request, "code").orElse(""));
                goOn(key, request, response);
            }
            case "POST hand-in" -> handIn(key, request, response);
            case "POST again" -> {
                // another visit begins; what was handed in stays
                visits.open(key);
                cookie.clear(request, response, base(request, key.token()));
                goOn(new ReceiveVisits.Key(key.token(), Optional.empty(), key.host(), key.address()), request, response);
            }
            default -> {
                boolean known = step.isEmpty()
                        || step.equals("receipt")
                        || step.equals("visit")
                        || step.equals("code")
                        || step.equals("hand-in")
                        || step.equals("again");
                if (known) {
                    ProblemJson.methodNotAllowed(
                            response, step.isEmpty() || step.equals("receipt") ? "GET, HEAD" : "POST");
                } else {
                    throw new Refusal(Problem.NOT_FOUND, "");
                }
            }
        }
    }

    private static void requireForm(HttpServletRequest request) {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        // in an address, a password would be written into histories and logs
        if (!type.startsWith("application/x-www-form-urlencoded") || request.getQueryString() != null) {
            throw new Refusal(Problem.BODY_NOT_TAKEN, "");
        }
    }

    private static Optional<String> field(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
    }

    private void look(ReceiveVisits.Key key, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Locale> language = Language.offered(request.getParameter(LANGUAGE));
        if (language.isPresent()) {
            response.addCookie(Language.cookie(language.get(), request));
            redirect(response, base(request, key.token()));
        } else {
            answer(visits.open(key), request, response);
        }
    }

    private void begin(ReceiveVisits.Key key, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String secret = visits.begin(
                key,
                new ReceiveVisits.Entry(
                        field(request, "password"),
                        field(request, "name"),
                        field(request, "mail"),
                        Language.of(request)));
        cookie.set(request, response, base(request, key.token()), secret);
        goOn(
                new ReceiveVisits.Key(key.token(), Optional.of(secret), key.host(), key.address()),
                request,
                response);
    }

    /** After a form, the page is fetched and not sent again. */
    private void goOn(ReceiveVisits.Key key, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (wantsPage(request)) {
            redirect(response, base(request, key.token()));
        } else {
            answer(visits.open(key), request, response);
        }
    }

    private void handIn(ReceiveVisits.Key key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ReceiveHandIn done = visits.handIn(key);
        if (wantsPage(request)) {
            redirect(response, base(request, key.token()));
        } else {
            ReceiveJson.write(
                    response,
                    ReceiveJson.receipt(
                            done, visits.open(key).shown().orElseThrow().zone()));
        }
    }

    private void receipt(ReceiveVisits.Key key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] text = visits.receipt(key, Language.of(request)).getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain; charset=UTF-8");
        response.setHeader("Content-Disposition", ContentDisposition.attachment("receipt.txt"));
        response.setContentLength(text.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(text);
        }
    }

    private void answer(ReceiveVisits.Page page, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (wantsPage(request)) {
            show(ReceiveShown.of(page), request, response);
        } else {
            ReceiveJson.write(response, ReceiveJson.page(page));
        }
    }

    private static void show(ReceiveShown shown, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute(ReceiveShown.ATTRIBUTE, shown);
        request.getRequestDispatcher(PAGE).forward(new AsGet(request), response);
    }

    /** A form that was refused is shown again, with what was typed but the password. */
    private void refuse(
            ReceiveVisits.Key key, HttpServletRequest request, HttpServletResponse response, RuntimeException failure)
            throws ServletException, IOException {
        Optional<Refusal> refusal = Failures.refusalIn(failure);
        if (refusal.isEmpty() || !wantsPage(request) || response.isCommitted()) {
            ProblemJson.write(request, response, failure);
            return;
        }
        response.setStatus(HttpStatus.of(refusal.get().reason()));
        if (refusal.get().reason() == Reason.TOO_MANY) {
            response.setHeader("Retry-After", refusal.get().subject());
        }
        ReceiveShown before = ReceiveShown.CLOSED;
        if (refusal.get().problem() != Problem.LINK_UNUSABLE) {
            try {
                before = ReceiveShown.of(visits.open(key));
            } catch (RuntimeException alsoRefused) {
                failure.addSuppressed(alsoRefused);
            }
        }
        show(
                before.refused(
                        refusal.get(),
                        field(request, "name").orElse(""),
                        field(request, "mail").orElse("")),
                request,
                response);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Accept")).orElse("").contains("text/html");
    }

    /** Without a host, so that a forged one leads nowhere. */
    private static void redirect(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
    }

    /** The page is only shown, whatever was sent: its forms are plain ones that come to this servlet. */
    private static final class AsGet extends WithoutSession {

        AsGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }
}
