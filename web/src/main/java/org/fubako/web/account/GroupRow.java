package org.fubako.web.account;

import java.io.Serializable;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.account.GroupView;
import org.fubako.web.portal.Texts;

/** A line of the list of groups. Of one that is chosen and not on the page only the id and the name are known. */
public record GroupRow(UUID id, String name, String comment, String roles, int members, boolean builtIn)
        implements Serializable {

    static GroupRow of(GroupView view, Texts texts) {
        return new GroupRow(
                view.id(),
                view.name(),
                view.comment(),
                view.roles().stream()
                        .sorted()
                        .map(role -> texts.get("role." + role))
                        .collect(Collectors.joining(", ")),
                view.members(),
                view.builtIn().isPresent());
    }

    static GroupRow chosen(Basket.Item item) {
        return new GroupRow(item.id(), item.name(), "", "", 0, false);
    }

    Basket.Item item() {
        return new Basket.Item(id, name);
    }

    /** Whatever else is known of it, it is the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof GroupRow row && row.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
