package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.fubako.link.LinkVisits;
import org.fubako.link.LinkVisits.Begun;
import org.fubako.link.LinkVisits.Door;
import org.fubako.link.LinkVisits.Room;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.error.HttpStatus;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.Language;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.ClientAddress;
import org.fubako.web.tenant.LogoAddress;
import org.omnifaces.util.Faces;

/** The page of a one-time URL, as somebody without an account sees it. To show it changes nothing. */
@Named("visit")
@RequestScoped
public class VisitBean {

    @EJB
    LinkVisits visits;

    @Inject
    ClientAddress addresses;

    @Inject
    HttpServletRequest request;

    private Optional<Door> door = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();

    /** A document as it is shown. */
    public record Line(String name, String size) {}

    /** A link that nobody can use is no page, and says not why. */
    public void open() {
        refusal = Optional.ofNullable((Refusal) request.getAttribute(LinkServlet.REFUSAL));
        try {
            door = Optional.of(visits.look(LinkServlet.visitor(request, addresses), LinkCookie.GRANT.find(request)));
        } catch (RuntimeException failure) {
            Refusal why = Failures.refusalIn(failure).orElseThrow(() -> failure);
            refusal = Optional.of(why);
            Faces.setResponseStatus(HttpStatus.of(why.problem().reason()));
            if (why.problem() == Problem.TOO_MANY_TRIES) {
                Faces.getResponse().setHeader("Retry-After", why.subject());
            }
        }
    }

    public boolean isUsable() {
        return door.isPresent();
    }

    /** What went wrong, or why there is nothing to see; empty for nothing. */
    public String getProblem() {
        return refusal.map(Texts.current()::problem).orElse("");
    }

    public String getTenant() {
        return door.map(found -> found.tenant().name()).orElse("");
    }

    /** The address of the tenant's logo; empty for none. */
    public String getLogo() {
        return door.map(found -> LogoAddress.of(found.tenant().logo())).orElse("");
    }

    public boolean isAsksPassword() {
        return door.filter(Door::asksPassword).isPresent();
    }

    public boolean isAsksCode() {
        return door.filter(Door::asksCode).isPresent();
    }

    /** Where the last code was sent. */
    public String getMail() {
        return MailAddress.parse(URLDecoder.decode(LinkCookie.MAIL.find(request), StandardCharsets.UTF_8))
                .map(MailAddress::value)
                .orElse("");
    }

    /** Whether a code was asked for just now. */
    public boolean isCodeSent() {
        return "sent".equals(request.getQueryString());
    }

    /** Whether everything is known that has to be, so that the documents may be shown. */
    public boolean isInside() {
        return room().isPresent();
    }

    private Optional<Room> room() {
        return door.flatMap(Door::room);
    }

    /** Whether a download was counted that may go on. */
    public boolean isResumable() {
        return door.filter(found -> found.begun() == Begun.UNDER_WAY).isPresent();
    }

    /** Whether a download has come to its end. */
    public boolean isComplete() {
        return door.filter(found -> found.begun() == Begun.COMPLETE).isPresent();
    }

    public String getIssuer() {
        return room().map(Room::issuer).orElse("");
    }

    public String getUntil() {
        return room().map(room -> display().time(room.expiresAt())).orElse("");
    }

    public int getLeft() {
        return room().map(Room::left).orElse(0);
    }

    public List<Line> getDocuments() {
        return room().stream()
                .flatMap(room -> room.documents().stream())
                .map(node -> new Line(node.name(), display().size(node.length())))
                .toList();
    }

    private Display display() {
        ZoneId zone = door.map(found -> found.tenant().zone()).orElseThrow();
        return new Display(Language.of(request), zone);
    }

    /** Where the forms of the page go. */
    public String getAddress() {
        return LinkServlet.address(request);
    }

    /** Where a download goes on that was counted. */
    public String getContentAddress() {
        return getAddress() + LinkServlet.CONTENT;
    }
}
