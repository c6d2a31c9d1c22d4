package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fubako.link.LinkService;
import org.fubako.link.LinkVisits;
import org.fubako.link.LinkVisits.Answer;
import org.fubako.link.LinkVisits.Fetch;
import org.fubako.link.LinkVisits.Visitor;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.error.HttpStatus;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.http.BoundedBody;
import org.fubako.web.portal.Language;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.rest.Query;
import org.fubako.web.security.ClientAddress;

/**
 * The public side of a one-time URL. GET and HEAD show a page and change nothing; POST fetches. The page's own forms say by the field
 * {@code step} what they want, and get to the content by a GET that only the browser can send that was counted, so that it can go on
 * by itself where a transfer broke. A program posts without a step and gets the content at once.
 */
@WebServlet(name = "link", urlPatterns = LinkService.PATH + "*")
public class LinkServlet extends HttpServlet {

    /** Behind the address of the link: the content, for who has begun to fetch it. */
    static final String CONTENT = "/file";

    /** Request attribute with what the page has to say instead of letting somebody in. */
    static final String REFUSAL = "fubako.link.refusal";

    private static final String PAGE = "/WEB-INF/pages/visit.xhtml";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ALLOW = "GET, HEAD, POST";
    private static final int LONGEST_FORM = 8 * 1024;

    @EJB
    LinkVisits visits;

    @Inject
    LinkTransfer transfer;

    @Inject
    ClientAddress addresses;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> get(request, response);
            case "POST" -> post(request, response);
            default -> ProblemJson.methodNotAllowed(response, ALLOW);
        }
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (!isForContent(request)) {
            PortalRoutes.showToAnybody(PAGE, request, response);
            return;
        }
        try {
            goOn(request, response);
        } catch (RuntimeException failure) {
            refuse(request, response, failure);
        }
    }

    private void goOn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Fetch> begun = visits.resume(visitor(request), LinkCookie.GRANT.find(request))
                .filter(fetch -> !fetch.complete() || LinkTransfer.isRemainder(request));
        if (begun.isPresent()) {
            transfer.send(begun.get(), request, response);
        } else {
            seeOther(response, address(request));
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        try {
            Query form = form(request);
            Answer answer = new Answer(form.text("password"), form.text("mail"), form.text("code"));
            switch (form.text("step").orElse("")) {
                case "" -> transfer.send(begin(request, response, answer), request, response);
                case "fetch" -> {
                    begin(request, response, answer);
                    seeOther(response, address(request) + CONTENT);
                }
                case "enter" -> {
                    String pass = visits.enter(visitor(request), answer);
                    LinkCookie.PASS.set(response, address(request), pass, addresses.isSecure(request));
                    seeOther(response, address(request));
                }
                case "code" -> {
                    String mail = form.text("mail").orElse("");
                    visits.sendCode(visitor(request), mail, Language.of(request));
                    MailAddress.parse(mail.strip())
                            .ifPresent(known -> LinkCookie.MAIL.set(
                                    response,
                                    address(request),
                                    URLEncoder.encode(known.value(), StandardCharsets.UTF_8),
                                    addresses.isSecure(request)));
                    seeOther(response, address(request) + "?sent");
                }
                default -> throw new Refusal(Problem.REQUEST_MALFORMED, "step");
            }
        } catch (RuntimeException failure) {
            refuse(request, response, failure);
        }
    }

    /** A download that broke off goes on and is not counted again; one that came to its end is fetched anew. */
    private Fetch begin(HttpServletRequest request, HttpServletResponse response, Answer answer) {
        Optional<Fetch> before = visits.resume(visitor(request), LinkCookie.GRANT.find(request))
                .filter(fetch -> !fetch.complete() || LinkTransfer.isRemainder(request));
        Fetch fetch = before.orElseGet(() -> visits.begin(visitor(request), answer));
        LinkCookie.GRANT.set(response, address(request), fetch.grant(), addresses.isSecure(request));
        return fetch;
    }

    /** What is more than a form can be is no form; a password in the address would be written into logs. */
    private static Query form(HttpServletRequest request) {
        String type = Optional.ofNullable(request.getContentType()).orElse(FORM);
        byte[] body;
        try {
            body = BoundedBody.read(request.getInputStream(), LONGEST_FORM);
        } catch (IOException e) {
            throw new Refusal(Problem.UPLOAD_BROKEN_OFF, "", e);
        }
        if (body.length > 0 && !type.toLowerCase(java.util.Locale.ROOT).startsWith(FORM)) {
            throw new Refusal(Problem.BODY_NOT_TAKEN, Refusal.shown(type));
        }
        return Query.parse(new String(body, StandardCharsets.UTF_8), "step", "password", "mail", "code");
    }

    /** People get the page with what is wrong, programs problem details; both the same status. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, RuntimeException failure)
            throws ServletException, IOException {
        boolean forPage = Optional.ofNullable(request.getHeader("Accept"))
                .filter(accept -> accept.contains("text/html"))
                .isPresent();
        Throwable told = WithoutPath.of(failure);
        Optional<Refusal> refusal = Failures.refusalIn(told);
        if (forPage && refusal.isPresent() && !response.isCommitted()) {
            response.setStatus(HttpStatus.of(refusal.get().problem().reason()));
            request.setAttribute(REFUSAL, refusal.get());
            PortalRoutes.showToAnybody(PAGE, request, response);
        } else {
            ProblemJson.write(request, response, told);
        }
    }

    private Visitor visitor(HttpServletRequest request) {
        return visitor(request, addresses);
    }

    static Visitor visitor(HttpServletRequest request, ClientAddress addresses) {
        return new Visitor(
                token(request), addresses.host(request), addresses.of(request), LinkCookie.PASS.find(request));
    }

    private static boolean isForContent(HttpServletRequest request) {
        return request.getRequestURI().endsWith(CONTENT);
    }

    private static String token(HttpServletRequest request) {
        String path = request.getRequestURI().substring((request.getContextPath() + LinkService.PATH).length());
        return path.endsWith(CONTENT) ? path.substring(0, path.length() - CONTENT.length()) : path;
    }

    /** Of the link itself. */
    static String address(HttpServletRequest request) {
        return request.getContextPath() + LinkService.PATH + token(request);
    }

    /** Without a host, so that a forged one leads nowhere. */
    private static void seeOther(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
    }
}
