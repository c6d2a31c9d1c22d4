package org.fubako.web.account;

import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What was chosen in a list over its pages and searches; it stays chosen until signing out. */
abstract class Basket implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Map<UUID, String> names = new LinkedHashMap<>();

    /** Something chosen. */
    record Item(UUID id, String name) implements Serializable {}

    List<Item> items() {
        return names.entrySet().stream()
                .map(entry -> new Item(entry.getKey(), entry.getValue()))
                .toList();
    }

    Optional<Item> find(UUID id) {
        return Optional.ofNullable(names.get(id)).map(name -> new Item(id, name));
    }

    void set(Collection<Item> items) {
        names.clear();
        items.forEach(item -> names.put(item.id(), item.name()));
    }

    void clear() {
        names.clear();
    }

    public int getCount() {
        return names.size();
    }
}
