package org.fubako.incontainer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.Account;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantRepository;

/** A repository as every capability has one. */
@ApplicationScoped
public class ProbeRepository extends TenantRepository {

    Optional<Account> account(TenantId tenant, UUID id) {
        return first(byId(tenant, id, Account.class));
    }

    List<Account> accounts(TenantId tenant) {
        return query(tenant, "select a from Account a where a.tenant = :tenant", Account.class)
                .getResultList();
    }

    List<Account> accountsOfAll(TenantId tenant) {
        return query(tenant, "select a from Account a", Account.class).getResultList();
    }
}
