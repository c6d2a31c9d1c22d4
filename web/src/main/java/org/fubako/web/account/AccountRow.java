package org.fubako.web.account;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.fubako.account.AccountState;
import org.fubako.account.AccountView;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.Texts;

/** A line of the list of accounts. Of one that is chosen and not on the page only the id and the name are known. */
public record AccountRow(
        UUID id,
        String name,
        String comment,
        String mail,
        String groups,
        String state,
        boolean active,
        boolean suspended,
        String expires,
        String lastSignIn)
        implements Serializable {

    private static final int MOST_GROUPS = 4;

    static AccountRow of(AccountView view, Texts texts, Display display) {
        return new AccountRow(
                view.id(),
                view.name(),
                view.comment(),
                view.mail().orElse(""),
                groups(view.groups()),
                texts.get("accounts.state." + view.state()),
                view.state() == AccountState.ACTIVE,
                view.state() == AccountState.SUSPENDED,
                view.terms().expiresOn().map(LocalDate::toString).orElse(""),
                view.lastSignIn().map(display::time).orElse(""));
    }

    private static String groups(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(names.size(), MOST_GROUPS)));
        return names.size() > MOST_GROUPS ? some + " …" : some;
    }

    static AccountRow chosen(Basket.Item item) {
        return new AccountRow(item.id(), item.name(), "", "", "", "", false, false, "", "");
    }

    Basket.Item item() {
        return new Basket.Item(id, name);
    }

    /** Whatever else is known of it, it is the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AccountRow row && row.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
