package org.fubako.web.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.fubako.web.portal.PostedId;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** Gives a table one page of links at a time. Pages come one after another: each begins behind the last link of the page before. */
class LinksModel extends LazyDataModel<LinkRow> {

    private static final long serialVersionUID = 1L;

    private final transient Function<Wanted, List<LinkRow>> rows;
    private final transient IntSupplier all;
    private final transient Function<UUID, Optional<LinkRow>> one;

    /** The last link before the page that begins with the row of this number. */
    private final Map<Integer, UUID> ends = new HashMap<>();

    /** A page. */
    record Wanted(Optional<UUID> before, int size) {}

    /** @param one a link by its id, be it on the page or not; empty when it has gone */
    LinksModel(Function<Wanted, List<LinkRow>> rows, IntSupplier all, Function<UUID, Optional<LinkRow>> one) {
        this.rows = rows;
        this.all = all;
        this.one = one;
    }

    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        return all.getAsInt();
    }

    @Override
    public List<LinkRow> load(int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        if (first == 0) {
            ends.clear();
        }
        List<LinkRow> page = rows.apply(new Wanted(before(first, pageSize), pageSize));
        note(first, page);
        return page;
    }

    private Optional<UUID> before(int first, int pageSize) {
        if (first <= 0) {
            return Optional.empty();
        }
        if (!ends.containsKey(first)) {
            int previous = Math.max(0, first - pageSize);
            note(previous, rows.apply(new Wanted(before(previous, pageSize), first - previous)));
        }
        return Optional.ofNullable(ends.get(first));
    }

    private void note(int first, List<LinkRow> page) {
        if (!page.isEmpty()) {
            ends.put(
                    first + page.size(),
                    UUID.fromString(page.get(page.size() - 1).id()));
        }
    }

    @Override
    public String getRowKey(LinkRow row) {
        return row.id();
    }

    /** Null is what the table expects for a row that has gone in the meantime. */
    @Override
    public LinkRow getRowData(String rowKey) {
        return one.apply(PostedId.parse(rowKey)).orElse(null);
    }
}
