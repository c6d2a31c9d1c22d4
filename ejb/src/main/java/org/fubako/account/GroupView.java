package org.fubako.account;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.account.AccountAdmin.BuiltIn;
import org.fubako.caller.Role;

/**
 * A group as those who manage groups see it.
 *
 * @param builtIn which of those that every tenant has; such a group keeps its roles and cannot be deleted
 * @param members how many accounts are in it
 */
public record GroupView(UUID id, String name, String comment, Optional<BuiltIn> builtIn, Set<Role> roles, int members) {

    boolean isManagers() {
        return builtIn.filter(BuiltIn.MANAGERS::equals).isPresent();
    }
}
