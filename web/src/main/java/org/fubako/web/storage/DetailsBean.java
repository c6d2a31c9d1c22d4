package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.PartialViewContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fubako.audit.LogLine;
import org.fubako.audit.LogService;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.storage.AccessMode;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.LabelService;
import org.fubako.storage.LockService;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.storage.RevisionService;
import org.fubako.storage.RevisionView;
import org.fubako.storage.RightsService;
import org.fubako.storage.RuleView;
import org.fubako.storage.TagService;
import org.fubako.web.error.Failures;
import org.fubako.web.http.PreviewType;
import org.fubako.web.http.RawPath;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.PreferenceCookie;
import org.fubako.web.portal.Texts;
import org.fubako.web.rest.ApiText;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.util.Faces;
import org.primefaces.PrimeFaces;

/**
 * The panel beside the list, about the one thing that is chosen in it, or the folder itself when nothing is. Whether it is open, and on
 * which tab, is kept in a cookie; what a tab shows is read when that tab is looked at.
 */
@Named("details")
@RequestScoped
public class DetailsBean {

    private static final PreferenceCookie COOKIE = new PreferenceCookie("fubako.details");
    private static final String CLOSED = "closed";

    /** Where the panel stands on the page. */
    private static final String PANEL = "detailsPanel";

    /** What the page renews whenever something else is chosen in the list, or what is chosen has changed. */
    private static final String CHOSEN = "files:chosen";

    /** Where the panel posts what it shows. */
    private static final String SHOWN = "details:shown";

    /** Stands for the kind of what is not there yet; the page asks again. */
    private static final String WAITING = "waiting";

    private static final int MOST_REVISIONS = 20;
    private static final int MOST_LINES = 30;
    private static final int DAYS_OF_LOG = 3;

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @EJB
    LockService locks;

    @EJB
    TagService tags;

    @EJB
    LabelService labels;

    @EJB
    RevisionService revisions;

    @EJB
    RightsService rights;

    @EJB
    LogService logs;

    @Inject
    LabelChoices labelChoices;

    @Inject
    Previews previews;

    @Inject
    FolderBean folder;

    @Inject
    RightsBean rightsDialog;

    @Inject
    HttpServletRequest request;

    private Optional<String> wish = Optional.empty();
    private String wantedLabel = "";
    private Optional<FolderRow> item = Optional.empty();
    private Optional<Preview> preview = Optional.empty();
    private Optional<List<LogLine>> lines = Optional.empty();
    private Optional<Rule> rule = Optional.empty();

    /** What the panel tells of a thing, one at a time. */
    enum Tab {
        FACTS,
        PREVIEW,
        REVISIONS,
        LINKS,
        RIGHTS,
        LOG
    }

    /**
     * What the browser shows of a document.
     *
     * @param kind {@code image}, {@code audio}, {@code video}, {@code pdf}, {@code office}, {@code markdown}, {@code text}; {@code
     *     waiting} while it is being made; empty when there is only something to say
     * @param text the text, or what there is to say
     * @param cut whether a text is only the beginning
     */
    public record Preview(String kind, String text, boolean cut) {

        static Preview saying(String text) {
            return new Preview("", text, false);
        }
    }

    /** Who may do what, and where that is said. */
    public record Rule(String from, List<RuleLine> lines) {}

    /** Somebody and what they may do, in words. */
    public record RuleLine(String icon, String who, String what) {}

    // The panel itself

    /** Opens a tab; the panel, too, when it is closed. */
    public void show(String tab) {
        if (!isOpen()) {
            PrimeFaces.current().executeScript("document.getElementById('details:close').focus()");
        }
        wish(ApiText.kebab(ApiText.requireConstant(Tab.class, tab, "tab")));
    }

    public void close() {
        wish(CLOSED);
        PrimeFaces.current().executeScript("document.getElementById('files:startDetails')?.focus()");
    }

    private void wish(String value) {
        wish = Optional.of(value);
        Faces.getResponse().addCookie(COOKIE.holding(value, request));
    }

    private Optional<Tab> wanted() {
        return wish.or(() -> COOKIE.find(request)).flatMap(tab -> ApiText.constant(Tab.class, tab));
    }

    public boolean isOpen() {
        return wanted().isPresent();
    }

    /** Lets the panel follow: it is renewed with what stands above the list about the things that are chosen. */
    public void follow() {
        PartialViewContext partial = FacesContext.getCurrentInstance().getPartialViewContext();
        if (partial.isAjaxRequest() && partial.getRenderIds().contains(CHOSEN) && isOpen()) {
            partial.getRenderIds().add(PANEL);
        }
    }

    /** Those that there are of what is shown. */
    public List<String> getTabs() {
        return tabs().map(ApiText::kebab).toList();
    }

    private Stream<Tab> tabs() {
        boolean document = !isSeveral() && !getItem().isFolder();
        return Arrays.stream(Tab.values()).filter(tab -> switch (tab) {
            case FACTS, RIGHTS -> true;
            case PREVIEW, REVISIONS -> document;
            case LINKS -> document && isLinkReader() && isDownloadable();
            case LOG -> isLogReader();
        });
    }

    public String getTab() {
        Tab tab = wanted().filter(one -> tabs().anyMatch(one::equals)).orElse(Tab.FACTS);
        return ApiText.kebab(tab);
    }

    private boolean isLinkReader() {
        return caller.require().has(Role.PUBLISH_LINKS) || caller.require().has(Role.MANAGE_LINKS);
    }

    private boolean isLogReader() {
        return caller.require().has(Role.VIEW_LOGS);
    }

    /** Whether more is chosen than the panel can be about. */
    public boolean isSeveral() {
        return shownName().isEmpty() && folder.getSelection().size() > 1;
    }

    // What it is about

    /** The name of what the panel showed when it was sent; present when a button in it was pressed. */
    private Optional<String> shownName() {
        return Optional.ofNullable(request.getParameter(SHOWN));
    }

    private FilePath here() {
        return PortalRoutes.path(request);
    }

    /** What is chosen, or the folder. */
    public FolderRow getItem() {
        if (item.isEmpty()) {
            item = Optional.of(shownName()
                    .map(this::member)
                    .orElseGet(() -> folder.getSelection().stream().findFirst())
                    .orElseGet(() -> row(here())));
        }
        return item.get();
    }

    /** Empty for the folder itself, and for what has gone in the meantime or was never a name. */
    private Optional<FolderRow> member(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(row(here().child(name)));
        } catch (RuntimeException failure) {
            Failures.refusalIn(failure).orElseThrow(() -> failure);
            return Optional.empty();
        }
    }

    private FolderRow row(FilePath path) {
        Caller who = caller.require();
        return new FolderRow(files.describe(who, path), locks.locksOn(who, path), Texts.current(), display());
    }

    private Display display() {
        return new Display(Texts.current().locale(), caller.require().zone());
    }

    private NodeView node() {
        return getItem().node();
    }

    private FilePath path() {
        return node().path();
    }

    /** Travels with the panel's own buttons; empty for the folder itself. */
    public String getShown() {
        return isSeveral() || path().equals(here()) ? "" : node().name();
    }

    public String getName() {
        return FolderRow.label(path(), Texts.current());
    }

    // Facts

    public List<TagLink> getTags() {
        return tags.of(caller.require(), path()).stream().map(TagLink::of).toList();
    }

    /** Its own label, as it is chosen; empty for none. */
    public String getLabel() {
        return LabelChoices.value(node().labels().own());
    }

    public void setLabel(String value) {
        wantedLabel = Optional.ofNullable(value).orElse("");
    }

    /** The label that counts, in words. */
    public String getLabelInForce() {
        return LabelChoices.words(node().label());
    }

    /** Whether its own label does not count, because that of a folder above is stricter. */
    public boolean isLabelCovered() {
        return node().labels().own().filter(own -> own != node().label()).isPresent();
    }

    /** More than one where the caller may change it. */
    public List<LabelChoices.Choice> getLabels() {
        return labelChoices.of(node());
    }

    public void changeLabel() {
        labels.change(caller.require(), path(), LabelChoices.parse(wantedLabel));
        item = Optional.empty();
        folder.reread();
    }

    /** What the virus check has said of the newest revision, in words; empty for a folder. */
    public String getVirusCheck() {
        return node().folder()
                ? ""
                : newest(1).stream()
                        .map(revision -> Texts.current().get("virus." + ApiText.kebab(revision.virusCheck())))
                        .findFirst()
                        .orElse("");
    }

    private List<RevisionView> newest(int count) {
        return revisions.list(caller.require(), path(), count, Optional.empty());
    }

    /** Leads to the folder, or to the one a document lies in. */
    public String getAddress() {
        return node().folder() ? PortalRoutes.address(path()) : RawPath.href("/files", path(), false);
    }

    public String getPath() {
        return path().toString();
    }

    // Preview

    /** Read once, as that is a download to the log. */
    public Preview getPreview() {
        if (preview.isEmpty()) {
            preview = Optional.of(look());
        }
        return preview.get();
    }

    public boolean isDownloadable() {
        return node().may(Operation.DOWNLOAD);
    }

    private Preview look() {
        Texts texts = Texts.current();
        if (!isDownloadable()) {
            return Preview.saying(texts.get("preview.forbidden"));
        }
        if (node().length() == 0) {
            return Preview.saying(texts.get("preview.empty"));
        }
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException failure) {
            return Preview.saying(texts.problem(Failures.refusalIn(failure).orElseThrow(() -> failure)));
        }
    }

    private Preview read() throws IOException {
        Previews.Preview found = previews.open(caller.require(), path());
        PreviewType.Kind kind = found.type().kind();
        if (!found.ready()) {
            return new Preview(WAITING, Texts.current().get("preview.waiting"), false);
        }
        if (kind == PreviewType.Kind.TEXT) {
            PreviewText text = previews.text(caller.require(), found.document());
            return new Preview(ApiText.kebab(kind), text.text(), text.cut());
        }
        return new Preview(ApiText.kebab(kind), "", false);
    }

    /** With the tag of the content behind it, so that a new content is looked at and not the one before. */
    public String getPreviewAddress() {
        return RawPath.href(PreviewServlet.PREFIX, path(), false) + "?"
                + node().etag().orElse("");
    }

    // Revisions

    /** The newest first; without older ones where the folder keeps none. */
    public List<RevisionsBean.Row> getRevisions() {
        return newest(MOST_REVISIONS).stream()
                .map(revision -> RevisionsBean.Row.of(revision, path(), display()))
                .toList();
    }

    // Rights

    /** The folder whose rule decides about what is shown. */
    private FilePath ruled() {
        return node().folder() ? path() : path().parent();
    }

    /** What the caller may do, in the words of the rules; empty when no mode is exactly that. */
    public String getOwnMode() {
        return Arrays.stream(AccessMode.values())
                .filter(mode -> mode.allowed().equals(node().allowed()))
                .findFirst()
                .map(DetailsBean::words)
                .orElse("");
    }

    private static String words(AccessMode mode) {
        return Texts.current().get("rights.mode." + ApiText.kebab(mode));
    }

    /** Only for whoever decides who may do what here. */
    public Rule getRule() {
        if (rule.isEmpty()) {
            Texts texts = Texts.current();
            RuleView found = rights.inForce(caller.require(), ruled());
            List<RuleLine> said = found.lines().stream()
                    .map(grant -> new RuleLine(
                            RightsBean.icon(grant.kind()),
                            PickerBean.Candidate.label(grant.kind(), grant.principal(), texts),
                            words(grant.mode())))
                    .toList();
            rule = Optional.of(new Rule(FolderRow.label(found.from(), texts), said));
        }
        return rule.get();
    }

    public void startRights() {
        rightsDialog.open(ruled());
        Dialogs.show("rightsDialog");
    }

    // Log

    /** What was done with it lately, the newest first; only for whoever may read the log. */
    public List<LogLine> getLines() {
        if (lines.isEmpty()) {
            LocalDate today = logs.today();
            lines = Optional.of(logs.page(
                            caller.require(),
                            today.minusDays(DAYS_OF_LOG - 1L),
                            today,
                            Optional.of(path().toString()),
                            MOST_LINES,
                            Optional.empty())
                    .items());
        }
        return lines.get();
    }

    public String getLogAddress() {
        return "/admin/logs?path=" + URLEncoder.encode(path().toString(), StandardCharsets.UTF_8);
    }
}
