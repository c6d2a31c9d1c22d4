package org.fubako.web.account;

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

/** Gives a table one page of rows at a time, and knows those that were chosen on other pages. */
class BasketModel<R> extends LazyDataModel<R> {

    private static final long serialVersionUID = 1L;

    private final transient Function<Wanted, List<R>> rows;
    private final transient IntSupplier all;
    private final transient Function<R, UUID> ids;
    private final transient Function<UUID, Optional<R>> chosen;

    /** A page; without an order where the table asks for none. */
    record Wanted(Optional<SortMeta> order, int first, int size) {}

    /**
     * @param all how many rows there are
     * @param chosen a row by its id, be it on the page or not; empty when it has gone
     */
    BasketModel(
            Function<Wanted, List<R>> rows,
            IntSupplier all,
            Function<R, UUID> ids,
            Function<UUID, Optional<R>> chosen) {
        this.rows = rows;
        this.all = all;
        this.ids = ids;
        this.chosen = chosen;
    }

    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        return all.getAsInt();
    }

    @Override
    public List<R> load(int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        Optional<SortMeta> order =
                sortBy.values().stream().filter(SortMeta::isActive).findFirst();
        return rows.apply(new Wanted(order, first, pageSize));
    }

    @Override
    public String getRowKey(R row) {
        return ids.apply(row).toString();
    }

    /** Null is what the table expects for a row that has gone in the meantime. */
    @Override
    public R getRowData(String rowKey) {
        return chosen.apply(PostedId.parse(rowKey)).orElse(null);
    }
}
