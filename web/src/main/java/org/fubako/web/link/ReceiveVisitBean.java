package org.fubako.web.link;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.fubako.link.ReceiveFile;
import org.fubako.link.ReceiveHandIn;
import org.fubako.link.ReceiveVisits;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.Language;
import org.fubako.web.portal.Texts;
import org.fubako.web.tenant.LogoAddress;

/** The page of a receive folder, for people without an account. It keeps nothing: {@link ReceiveServlet} has done everything before. */
@Named("receiveVisit")
@RequestScoped
public class ReceiveVisitBean {

    @Inject
    HttpServletRequest request;

    /** A document on the receipt. */
    public record Line(String name, String size, String sha256) {}

    private ReceiveShown shown() {
        return Optional.ofNullable((ReceiveShown) request.getAttribute(ReceiveShown.ATTRIBUTE))
                .orElse(ReceiveShown.CLOSED);
    }

    private Optional<ReceiveVisits.Shown> folder() {
        return shown().page().flatMap(ReceiveVisits.Page::shown);
    }

    private Optional<ReceiveHandIn> handIn() {
        return shown().page().flatMap(ReceiveVisits.Page::handedIn);
    }

    private Display display() {
        return new Display(
                Language.of(request),
                folder().map(folder -> folder.tenant().zone()).orElse(ZoneOffset.UTC));
    }

    private Texts texts() {
        return new Texts(Language.of(request));
    }

    /** Which part is shown: a step of the visit in lower case, or {@code unusable}. */
    public String getStep() {
        return shown().page()
                .map(page -> page.step().name().toLowerCase(java.util.Locale.ROOT))
                .orElse("unusable");
    }

    /** Why a form, or the link, was refused. */
    public String getProblem() {
        return shown().refusal().map(texts()::problem).orElse("");
    }

    /** Of the page: nothing of the link before the password. */
    public String getTitle() {
        return folder().map(folder -> folder.terms().title())
                .orElseGet(() -> texts().get(getStep().equals("unusable") ? "receive.unusable" : "receive.closed"));
    }

    public String getTenant() {
        return folder().map(folder -> folder.tenant().name()).orElse("");
    }

    /** The address of the tenant's logo; empty for none. */
    public String getLogo() {
        return folder().map(folder -> LogoAddress.of(folder.tenant().logo())).orElse("");
    }

    public String getOwner() {
        return folder().map(ReceiveVisits.Shown::owner).orElse("");
    }

    /** What the owner says, in lines. */
    public List<String> getMessage() {
        return folder().map(folder -> folder.terms().message())
                .filter(message -> !message.isEmpty())
                .map(message -> List.of(message.split("\n")))
                .orElse(List.of());
    }

    public String getUntil() {
        return folder().map(folder -> display().time(folder.until())).orElse("");
    }

    /** The types that are taken, as people write them. */
    public String getTypes() {
        return folder().map(folder -> folder.terms().endings())
                .filter(endings -> !endings.isEmpty())
                .map(endings -> "." + String.join(", .", endings))
                .orElseGet(() -> texts().get("receive.types.all"));
    }

    /** For the browser's dialog; what it lets through all the same is refused when it comes. */
    public String getAccept() {
        return folder().map(folder -> folder.terms().endings())
                .filter(endings -> !endings.isEmpty())
                .map(endings -> "." + String.join(",.", endings))
                .orElse("");
    }

    public String getLargest() {
        return folder().map(folder -> display().size(folder.terms().bytesEach()))
                .orElse("");
    }

    public boolean isCode() {
        return folder().filter(folder -> folder.terms().code()).isPresent();
    }

    public String getName() {
        return shown().name();
    }

    public String getMail() {
        return shown().mail();
    }

    /** Where the forms of the page go. */
    public String getBase() {
        String path = request.getRequestURI();
        Object asked = request.getAttribute("jakarta.servlet.forward.request_uri");
        String address = asked == null ? path : (String) asked;
        String start = request.getContextPath() + "/r/";
        int end = address.indexOf('/', start.length());
        return end < 0 ? address : address.substring(0, end);
    }

    public String getNumber() {
        return handIn().map(ReceiveHandIn::number).orElse("");
    }

    public String getHandedInAt() {
        return handIn().flatMap(ReceiveHandIn::handedInAt).map(display()::time).orElse("");
    }

    public boolean isProven() {
        return handIn().filter(ReceiveHandIn::proven).isPresent();
    }

    public List<Line> getLines() {
        return handIn().stream()
                .flatMap(done -> done.stored().stream())
                .map(file -> line(file, display()))
                .toList();
    }

    private static Line line(ReceiveFile file, Display display) {
        return new Line(
                file.stored().orElse(file.name()),
                display.size(file.length()),
                file.sha256().orElse(""));
    }
}
