package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fubako.link.ReceiveHandIn;
import org.fubako.link.ReceiveVisits;
import org.fubako.platform.Problem;
import org.fubako.platform.Reason;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.error.HttpStatus;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.BoundedBody;
import org.fubako.web.http.ContentDisposition;
import org.fubako.web.portal.Language;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.rest.Query;
import org.fubako.web.security.ClientAddress;

/**
 * What people without an account see of a receive folder, and what they send there: below {@code /r/TOKEN}. Forms of the page and of
 * programs are the same; who takes HTML gets the page, others get JSON. Looking changes nothing, since mail scanners do it.
 */
@WebServlet(name = "receive", urlPatterns = "/r/*")
public class ReceiveServlet extends HttpServlet {

    private static final String PREFIX = "/r/";
    private static final String PAGE = "/WEB-INF/pages/receive.xhtml";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int LONGEST_FORM = 8 * 1024;

    /** What is posted. */
    private static final Set<String> STEPS = Set.of("visit", "code", "hand-in", "again");

    /** Request attribute with the fields of a form. */
    private static final String FIELDS = "fubako.receive.fields";

    @EJB
    ReceiveVisits visits;

    @Inject
    ReceiveUploads uploads;

    @Inject
    ClientAddress addresses;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring((request.getContextPath() + PREFIX).length());
        int slash = path.indexOf('/');
        String token = slash < 0 ? path : path.substring(0, slash);
        String step = slash < 0 ? "" : path.substring(slash + 1);
        ReceiveVisits.Key key =
                new ReceiveVisits.Key(token, visit(request), addresses.host(request), addresses.of(request));
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

    private static Optional<String> visit(HttpServletRequest request) {
        return Optional.of(LinkCookie.VISIT.find(request)).filter(secret -> !secret.isEmpty());
    }

    private static String base(HttpServletRequest request, String token) {
        return request.getContextPath() + PREFIX + token;
    }

    private void handle(ReceiveVisits.Key key, String step, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        if (method.equals("GET") && STEPS.contains(step)) {
            // a page that was refused, loaded again or in another language
            String query = Optional.ofNullable(request.getQueryString())
                    .map(text -> "?" + text)
                    .orElse("");
            redirect(response, base(request, key.token()) + query);
            return;
        }
        switch (method + " " + step) {
            case "GET " -> answer(visits.open(key), request, response);
            case "GET receipt" -> receipt(key, request, response);
            case "POST visit" -> begin(key, form(request, "password", "name", "mail"), request, response);
            case "POST code" -> {
                visits.prove(key, form(request, "code").text("code").orElse(""));
                goOn(key, request, response);
            }
            case "POST hand-in" -> {
                form(request);
                handIn(key, request, response);
            }
            case "POST again" -> {
                form(request);
                // another visit begins; what was handed in stays
                visits.open(key);
                LinkCookie.VISIT.clear(response, base(request, key.token()), addresses.isSecure(request));
                goOn(
                        new ReceiveVisits.Key(key.token(), Optional.empty(), key.host(), key.address()),
                        request,
                        response);
            }
            default -> refuseMethod(step, response);
        }
    }

    private static void refuseMethod(String step, HttpServletResponse response) throws IOException {
        if (STEPS.contains(step)) {
            ProblemJson.methodNotAllowed(response, "POST");
        } else if (step.isEmpty() || step.equals("receipt")) {
            ProblemJson.methodNotAllowed(response, "GET, HEAD");
        } else {
            throw new Refusal(Problem.LINK_UNUSABLE, "");
        }
    }

    /** Fields of a form; a password in the address would be written into logs. */
    private static Query form(HttpServletRequest request, String... names) throws IOException {
        String type = Optional.ofNullable(request.getContentType()).orElse(FORM);
        byte[] body = BoundedBody.read(request.getInputStream(), LONGEST_FORM);
        if (body.length > 0 && !type.toLowerCase(Locale.ROOT).startsWith(FORM) || request.getQueryString() != null) {
            throw new Refusal(Problem.BODY_NOT_TAKEN, Refusal.shown(type));
        }
        Query fields = Query.parse(new String(body, StandardCharsets.UTF_8), names);
        request.setAttribute(FIELDS, fields);
        return fields;
    }

    /** What was typed into a form that was refused. */
    private static String typed(HttpServletRequest request, String name) {
        return request.getAttribute(FIELDS) instanceof Query fields
                ? fields.text(name).orElse("")
                : "";
    }

    private void begin(ReceiveVisits.Key key, Query form, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String secret = visits.begin(
                key,
                new ReceiveVisits.Entry(
                        given(form, "password"), given(form, "name"), given(form, "mail"), Language.of(request)));
        LinkCookie.VISIT.set(response, base(request, key.token()), secret, addresses.isSecure(request));
        goOn(new ReceiveVisits.Key(key.token(), Optional.of(secret), key.host(), key.address()), request, response);
    }

    private static Optional<String> given(Query form, String field) {
        return form.text(field).filter(value -> !value.isEmpty());
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
                            done,
                            visits.open(key).shown().orElseThrow().tenant().zone()));
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
        PortalRoutes.showToAnybody(PAGE, new AsGet(request), response);
    }

    /** A form that was refused is shown again, with what was typed but the password. */
    private void refuse(
            ReceiveVisits.Key key, HttpServletRequest request, HttpServletResponse response, RuntimeException failure)
            throws ServletException, IOException {
        Throwable told = WithoutPath.of(failure);
        Optional<Refusal> refusal = Failures.refusalIn(told);
        if (refusal.isEmpty() || !wantsPage(request) || response.isCommitted()) {
            ProblemJson.write(request, response, told);
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
        show(before.refused(refusal.get(), typed(request, "name"), typed(request, "mail")), request, response);
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
    private static final class AsGet extends HttpServletRequestWrapper {

        AsGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }
}
