package org.fubako.web.storage;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.LockService;
import org.fubako.storage.LockView;
import org.fubako.storage.NodeView;
import org.fubako.storage.SearchQuery;
import org.fubako.storage.SearchService;
import org.fubako.storage.SearchService.Found;
import org.fubako.storage.StarService;
import org.fubako.storage.TagService;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PortalRoutes;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.util.Faces;

/** The page on which names are searched while one types. */
@Named("search")
@ViewScoped
public class SearchBean implements RowSource, Serializable {

    private static final int PAGE_SIZE = 50;

    @Inject
    CurrentCaller caller;

    @Inject
    SearchService search;

    @Inject
    TagService tags;

    @Inject
    FileService files;

    @Inject
    LockService locks;

    @Inject
    StarService stars;

    @Inject
    Chosen chosen;

    @Inject
    ShellBean shell;

    private String typed = "";
    private String where = "/";
    private String type = "";
    private String from = "";
    private String to = "";
    private String by = "";
    private String tag = "";
    private String next = "";
    private List<String> tagsInUse = List.of();
    private final List<Row> rows = new ArrayList<>();

    /** A line of what was found. */
    public record Row(
            String id,
            String path,
            String name,
            boolean folder,
            String icon,
            String address,
            String place,
            String placeAddress,
            String size,
            String modified,
            String by,
            String stamp,
            List<TagLink> tags)
            implements Serializable {

        static Row of(NodeView node, List<String> tags, Texts texts, Display display) {
            FolderRow row = new FolderRow(node, List.of(), texts, display);
            FilePath place = node.path().parent();
            return new Row(
                    row.getId(),
                    node.path().toString(),
                    row.getName(),
                    row.isFolder(),
                    row.getIcon(),
                    row.getAddress(),
                    place.toString(),
                    PortalRoutes.address(place),
                    row.getSize(),
                    row.getModified(),
                    row.getModifiedBy(),
                    row.getStamp(),
                    tags.stream().map(TagLink::of).toList());
        }
    }

    /** Begins with what the address asks for: the field in the head of every page leads here. */
    public void open() {
        HttpServletRequest request = Faces.getRequest();
        typed = Optional.ofNullable(request.getParameter("q")).orElse("");
        tag = Optional.ofNullable(request.getParameter("tag")).orElse("");
        tagsInUse = tags.inUse(caller.require(), FilePath.ROOT, "");
        find();
    }

    /** Searches anew with what stands in the fields. */
    public void find() {
        rows.clear();
        next = "";
        if (isAsked()) {
            read(Optional.empty());
        }
    }

    /** Adds the next page to what is shown. */
    public void more() {
        read(Optional.of(next));
    }

    private void read(Optional<String> cursor) {
        Caller who = caller.require();
        Found found = search.find(who, query(who.zone()), PAGE_SIZE, cursor);
        Texts texts = Texts.current();
        Display display = new Display(texts.locale(), who.zone());
        found.items().stream()
                .map(node -> Row.of(node, found.tags().getOrDefault(node.id(), List.of()), texts, display))
                .forEach(rows::add);
        next = found.next().orElse("");
    }

    private SearchQuery query(ZoneId zone) {
        SearchQuery asked = SearchQuery.of(typed, tag);
        return new SearchQuery(
                asked.words(),
                FilePath.parse(where),
                Optional.of(type).filter(kind -> !kind.isEmpty()).map("folder"::equals),
                day(from).map(day -> day.atStartOfDay(zone).toInstant()),
                day(to).map(day -> day.plusDays(1).atStartOfDay(zone).toInstant()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(by.strip()).filter(name -> !name.isEmpty()),
                asked.tag());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw new Refusal(Problem.DATE_INVALID, text, e);
        }
    }

    public List<Row> getRows() {
        return rows;
    }

    @Override
    public List<FolderRow> rows(List<String> keys) {
        return rows.stream()
                .filter(row -> keys.contains(row.id()))
                .flatMap(row -> current(row).stream())
                .toList();
    }

    /** As it is now; empty when it has gone from where it was found. */
    private Optional<FolderRow> current(Row row) {
        Caller who = caller.require();
        FilePath path = FilePath.parse(row.path());
        try {
            NodeView node = files.describe(who, path);
            boolean starred = stars.isStarred(who, path);
            List<LockView> held = locks.locksWithin(who, path.parent()).getOrDefault(node.id(), List.of());
            Texts texts = Texts.current();
            return Optional.of(new FolderRow(node, held, texts, new Display(texts.locale(), who.zone())))
                    .filter(found -> found.getId().equals(row.id()))
                    .map(found -> found.marked(List.of(), starred));
        } catch (RuntimeException failure) {
            Failures.refusalIn(failure)
                    .filter(refusal -> refusal.problem() == Problem.NOT_FOUND)
                    .orElseThrow(() -> failure);
            return Optional.empty();
        }
    }

    @Override
    public void reread() {
        find();
        chosen.forget();
        shell.reread();
    }

    /** Documents that were found may lie in any folder. */
    @Override
    public boolean isKeepingRevisions() {
        return true;
    }

    /** What is chosen, as the table knows it. */
    public List<Row> getSelection() {
        List<String> keys = chosen.getRows().stream().map(FolderRow::getId).toList();
        return rows.stream().filter(row -> keys.contains(row.id())).toList();
    }

    public void setSelection(List<Row> chosenRows) {
        // read from the request itself: see Chosen
    }

    /** Whether there is more than is shown. */
    public boolean isMore() {
        return !next.isEmpty();
    }

    /** Whether something was asked for, so that an empty list is an answer. */
    public boolean isAsked() {
        return !typed.isBlank() || !tag.isBlank();
    }

    public String getTyped() {
        return typed;
    }

    public void setTyped(String typed) {
        this.typed = text(typed);
    }

    /** The path of the space to search in; the root for all. */
    public String getWhere() {
        return where;
    }

    public void setWhere(String where) {
        this.where = text(where);
    }

    /** {@code folder}, {@code document} or empty for both. */
    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = text(type);
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = text(from);
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = text(to);
    }

    public String getBy() {
        return by;
    }

    public void setBy(String by) {
        this.by = text(by);
    }

    public String getTag() {
        return tag;
    }

    public void setTag(String tag) {
        this.tag = text(tag);
    }

    /** Tags to choose from. */
    public List<String> getTagsInUse() {
        return tagsInUse;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
