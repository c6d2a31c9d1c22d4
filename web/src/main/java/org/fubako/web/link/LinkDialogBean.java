package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.faces.application.FacesMessage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fubako.account.RecipientPassword;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.link.LinkService;
import org.fubako.link.LinkService.Givable;
import org.fubako.link.LinkService.NewLink;
import org.fubako.link.LinkTerms;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.tenant.LinkPolicy.Demand;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PreferenceCookie;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.storage.ActionsBean;
import org.fubako.web.storage.Chosen;
import org.fubako.web.storage.DetailsBean;
import org.fubako.web.storage.FolderRow;
import org.fubako.web.storage.GiveOutWanted;
import org.fubako.web.storage.Picked;
import org.fubako.web.storage.Remark;
import org.omnifaces.util.Faces;
import org.primefaces.PrimeFaces;

/**
 * The dialog by which documents are given out. The addresses that it makes and the password stand in its answer and nowhere else: no page
 * and no session keeps them.
 */
@Named("linkDialog")
@RequestScoped
public class LinkDialogBean {

    /** Days and downloads as somebody last wanted them. */
    private static final PreferenceCookie COOKIE = new PreferenceCookie("fubako.links");

    private static final String BETWEEN = ".";
    private static final String FORM = "linkForm";

    /** Where the upload panel posts what has arrived: the paths, joined as {@link Picked} does it. */
    private static final String PATHS = "paths";

    @Inject
    CurrentCaller caller;

    @EJB
    LinkService links;

    @EJB
    FileService files;

    @Inject
    Chosen chosen;

    @Inject
    DetailsBean details;

    @Inject
    ShellBean shell;

    @Inject
    HttpServletRequest request;

    private Picked picked = Picked.NOTHING;
    private List<Remark> remarks = List.of();
    private boolean guardWanted;
    private int days = 1;
    private int downloads = 1;
    private boolean withPassword;
    private String password = "";
    private boolean withCode;
    private String recipients = "";
    private String ranges = "";
    private boolean each;
    private List<NewLink> made = List.of();

    /** A link that was just made. */
    public record Made(String names, String url) {}

    private static Texts texts() {
        return Texts.current();
    }

    private Display display() {
        return new Display(texts().locale(), caller.require().zone());
    }

    // Opening it

    /** Whether there is something among what is chosen that can be given out. */
    public boolean isOffered() {
        return shell.isLinkPublisher() && chosen.getRows().stream().anyMatch(row -> !row.isFolder());
    }

    /** For what is chosen in the list. */
    public void start() {
        offer(chosen.getRows().stream().map(FolderRow::node).toList());
    }

    /** For what the panel of details is about. */
    public void startDetails() {
        offer(List.of(details.getItem().node()));
    }

    /** For what was just uploaded. */
    public void startUploaded() {
        offerPaths(Picked.parse(Optional.ofNullable(request.getParameter(PATHS)).orElse(""))
                .paths());
    }

    void giveOut(@Observes GiveOutWanted wanted) {
        offerPaths(wanted.paths());
        PrimeFaces.current().ajax().update(FORM);
    }

    private static void requireNotTooMany(int count) {
        if (count > LinkService.MOST_DOCUMENTS) {
            throw new Refusal(Problem.LINK_DOCUMENTS, "");
        }
    }

    private void offerPaths(List<FilePath> paths) {
        requireNotTooMany(paths.size());
        offer(paths.stream().distinct().flatMap(path -> describe(path).stream()).toList());
    }

    /** Empty for what has gone in the meantime. */
    private Optional<NodeView> describe(FilePath path) {
        try {
            return Optional.of(files.describe(caller.require(), path));
        } catch (RuntimeException failure) {
            Failures.refusalIn(failure).orElseThrow(() -> failure);
            return Optional.empty();
        }
    }

    private void offer(List<NodeView> wanted) {
        if (wanted.isEmpty()) {
            throw new Refusal(Problem.NOT_FOUND, "");
        }
        requireNotTooMany(wanted.size());
        picked = new Picked(wanted.stream()
                .filter(node -> why(node).isEmpty())
                .map(NodeView::path)
                .toList());
        remarks = wanted.stream()
                .map(node -> new Remark(node.name(), why(node)))
                .filter(remark -> !remark.done())
                .toList();
        guardWanted = wanted.stream()
                .filter(node -> why(node).isEmpty())
                .anyMatch(node -> links.givable(caller.require(), node) == Givable.GUARDED);
        withPassword = isPasswordForced() || getDemand() == Demand.EITHER || guardWanted && getDemand() == Demand.NONE;
        withCode = isCodeForced();
        password = RecipientPassword.draw();
        preset();
        Dialogs.show("linkDialog");
    }

    /** Why something cannot be given out, in words; empty when it can. */
    private String why(NodeView node) {
        if (node.folder()) {
            return texts().get("give.not.folder");
        }
        if (!node.may(Operation.DOWNLOAD)) {
            return texts().get("give.not.allowed");
        }
        return links.givable(caller.require(), node) == Givable.NEVER ? texts().get("give.not.confidential") : "";
    }

    private void preset() {
        List<Integer> last = COOKIE.find(request).stream()
                .flatMap(value -> Arrays.stream(value.split("\\" + BETWEEN)))
                .filter(number -> number.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .toList();
        days = Math.max(1, Math.min(last.size() == 2 ? last.get(0) : 1, getLongestDays()));
        downloads = Math.max(1, Math.min(last.size() == 2 ? last.get(1) : 1, getMostDownloads()));
    }

    // What the tenant wants

    public Demand getDemand() {
        return links.policy(caller.require()).demand();
    }

    public boolean isPasswordForced() {
        return getDemand() == Demand.PASSWORD;
    }

    public boolean isCodeForced() {
        return getDemand() == Demand.CODE;
    }

    /** Why some protection is needed, in words; empty when none is. */
    public String getDemandInWords() {
        if (getDemand() != Demand.NONE) {
            return texts().get("give.demand." + getDemand());
        }
        return guardWanted ? texts().get("give.demand.confidential") : "";
    }

    public int getLongestDays() {
        return links.policy(caller.require()).longestDays();
    }

    public int getMostDownloads() {
        return links.policy(caller.require()).mostDownloads();
    }

    public List<Integer> getOfferedDays() {
        return IntStream.rangeClosed(1, getLongestDays()).boxed().toList();
    }

    // Making links

    /** Another password, strong and easy to read out. */
    public void drawPassword() {
        password = RecipientPassword.draw();
    }

    /** One link for all, or one for each; the dialog then shows them. */
    public void issue() {
        Caller who = caller.require();
        LinkTerms terms = new LinkTerms(
                days,
                downloads,
                isPasswordUsed() ? Optional.of(password) : Optional.empty(),
                withCode || isCodeForced() ? mails() : List.of(),
                AddressRanges.parse(words(ranges)));
        if (!getDemand().isMet(terms.password().isPresent(), !terms.recipients().isEmpty())) {
            Dialogs.say(FacesMessage.SEVERITY_ERROR, getDemandInWords());
            return;
        }
        made = each ? links.issueEach(who, picked.paths(), terms) : List.of(links.issue(who, picked.paths(), terms));
        Faces.getResponse().addCookie(COOKIE.holding(days + BETWEEN + downloads, request));
    }

    private boolean isPasswordUsed() {
        return withPassword || isPasswordForced();
    }

    private List<MailAddress> mails() {
        List<String> written = ActionsBean.addresses(recipients);
        if (written.isEmpty()) {
            throw new Refusal(Problem.LINK_RECIPIENTS, "≥ 1");
        }
        return written.stream()
                .map(text -> MailAddress.parse(text)
                        .orElseThrow(() -> new Refusal(Problem.MAIL_ADDRESS_MALFORMED, Refusal.shown(text))))
                .toList();
    }

    private static List<String> words(String typed) {
        return Arrays.stream(typed.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    // What was made

    public boolean isDone() {
        return !made.isEmpty();
    }

    public List<Made> getMade() {
        return made.stream()
                .map(link -> new Made(names(LinkTexts.names(link.view())), link.url()))
                .toList();
    }

    private static String names(List<String> names) {
        return names.size() == 1 ? names.get(0) : texts().get("links.more", names.get(0), names.size() - 1);
    }

    /** Until when and how often, in words. */
    public String getSummary() {
        return texts().get(
                        "give.done.terms",
                        display().time(made.get(0).view().expiresAt()),
                        made.get(0).view().maxDownloads(),
                        made.size());
    }

    /** The text to send in the language of the page. */
    public String getLetter() {
        return letter(texts().locale());
    }

    /** The same in the other language. */
    public String getOtherLetter() {
        return letter(other());
    }

    public String getOtherLanguage() {
        return other().getLanguage();
    }

    private static Locale other() {
        return Stream.of(Locale.JAPANESE, Locale.ENGLISH)
                .filter(language ->
                        !language.getLanguage().equals(texts().locale().getLanguage()))
                .findFirst()
                .orElseThrow();
    }

    private String letter(Locale language) {
        String zone = caller.require().zone().getDisplayName(TextStyle.FULL, language);
        return LinkTexts.in(language, display(), zone).of(made);
    }

    /** To be told by another way; empty when there is none. */
    public String getToldPassword() {
        return isPasswordUsed() ? password : "";
    }

    // Form fields

    public String getPicked() {
        return picked.text();
    }

    public void setPicked(String text) {
        picked = Picked.parse(Optional.ofNullable(text).orElse(""));
    }

    public List<String> getNames() {
        return picked.names().toList();
    }

    public int getCount() {
        return picked.paths().size();
    }

    /** What of the chosen is left out, and why. */
    public List<Remark> getRemarks() {
        return remarks;
    }

    public int getDays() {
        return days;
    }

    public void setDays(int days) {
        this.days = days;
    }

    public int getDownloads() {
        return downloads;
    }

    public void setDownloads(int downloads) {
        this.downloads = downloads;
    }

    public boolean isWithPassword() {
        return withPassword;
    }

    public void setWithPassword(boolean withPassword) {
        this.withPassword = withPassword;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = Optional.ofNullable(password).orElse("").strip();
    }

    public boolean isWithCode() {
        return withCode;
    }

    public void setWithCode(boolean withCode) {
        this.withCode = withCode;
    }

    public String getRecipients() {
        return recipients;
    }

    public void setRecipients(String recipients) {
        this.recipients = Optional.ofNullable(recipients).orElse("");
    }

    public String getRanges() {
        return ranges;
    }

    public void setRanges(String ranges) {
        this.ranges = Optional.ofNullable(ranges).orElse("");
    }

    public boolean isEach() {
        return each;
    }

    public void setEach(boolean each) {
        this.each = each;
    }
}
