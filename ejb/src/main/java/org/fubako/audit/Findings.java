package org.fubako.audit;

import java.util.ArrayList;
import java.util.List;

/** Counts all findings and keeps the first: a day without rows must not fill the memory. */
final class Findings {

    static final int KEPT = 100;

    private final List<Finding> first = new ArrayList<>();
    private long count;

    void add(Finding.Kind kind, String where) {
        count++;
        if (first.size() < KEPT) {
            first.add(new Finding(kind, where));
        }
    }

    long count() {
        return count;
    }

    List<Finding> first() {
        return List.copyOf(first);
    }
}
