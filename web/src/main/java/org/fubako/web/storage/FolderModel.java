package org.fubako.web.storage;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.fubako.web.portal.NameOrder;
import org.fubako.web.portal.Texts;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** Gives the table one page of rows at a time, folders always before documents. */
class FolderModel extends LazyDataModel<FolderRow> {

    private final transient List<FolderRow> rows;
    private final transient Texts texts;
    private final transient NameOrder names;

    private final transient UnaryOperator<List<FolderRow>> marks;

    /**
     * @param filter part of the names of those that are shown, whatever its case and width; empty for all
     * @param marks reads what is shown of few rows only
     */
    FolderModel(
            List<FolderRow> rows, String filter, Texts texts, NameOrder names, UnaryOperator<List<FolderRow>> marks) {
        String wanted = folded(filter.strip());
        this.rows = wanted.isEmpty()
                ? rows
                : rows.stream()
                        .filter(row -> folded(row.getName()).contains(wanted))
                        .toList();
        this.marks = marks;
        this.texts = texts;
        this.names = names;
    }

    /** As people compare names: full width and half width, capital and small letters are the same. */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        return rows.size();
    }

    @Override
    public List<FolderRow> load(
            int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        Comparator<FolderRow> order = sortBy.values().stream()
                .filter(SortMeta::isActive)
                .findFirst()
                .map(this::order)
                .orElseGet(this::byName);
        List<FolderRow> page = rows.stream()
                .sorted(Comparator.comparing(FolderRow::isFolder).reversed().thenComparing(order))
                .skip(first)
                .limit(pageSize)
                .toList();
        return marks.apply(page);
    }

    private Comparator<FolderRow> order(SortMeta wish) {
        Comparator<FolderRow> order =
                switch (wish.getField()) {
                    case "size" ->
                        Comparator.<FolderRow>comparingLong(row -> row.node().length());
                    case "modified" ->
                        Comparator.comparing((FolderRow row) -> row.node().modifiedAt());
                    case "modifiedBy" -> Comparator.comparing(FolderRow::getModifiedBy);
                    default -> byName();
                };
        return wish.getOrder().isDescending() ? order.reversed() : order;
    }

    /** Keys are made once per row, not once per comparison. */
    private Comparator<FolderRow> byName() {
        Map<FolderRow, NameOrder.Key> keys = rows.stream()
                .collect(Collectors.toMap(Function.identity(), row -> names.key(row.getName(), texts.locale())));
        return Comparator.comparing(keys::get);
    }

    @Override
    public FolderRow getRowData(String rowKey) {
        // Null is what the table expects for a row that has gone in the meantime.
        return rows.stream()
                .filter(row -> row.getId().equals(rowKey))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String getRowKey(FolderRow row) {
        return row.getId();
    }
}
