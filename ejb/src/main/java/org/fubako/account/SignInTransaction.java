package org.fubako.account;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.TenantId;
import org.fubako.tenant.TenantInfo;

/** What signing in reads and writes in the database; hashing happens outside. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SignInTransaction {

    @Inject
    AccountRepository accounts;

    @Inject
    Clock clock;

    /** An account as it stands now. */
    public record Known(
            UUID id,
            String name,
            Optional<String> passwordHash,
            int version,
            boolean maySignIn,
            boolean passwordLapsed) {}

    public Optional<Known> byName(TenantInfo tenant, String name) {
        return accounts.byName(tenant.id(), name).map(account -> known(tenant, account));
    }

    public Optional<Known> byId(TenantInfo tenant, UUID id) {
        return accounts.byId(tenant.id(), id).map(account -> known(tenant, account));
    }

    private Known known(TenantInfo tenant, Account account) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), tenant.zone());
        return new Known(
                account.id(),
                account.name(),
                account.passwordHash(),
                account.version(),
                account.maySignIn(today),
                account.mustChangePassword(today));
    }

    public Caller caller(TenantInfo tenant, Known account, Surface surface, String address) {
        return new Caller(
                tenant.id(),
                tenant.code(),
                tenant.serviceCode(),
                account.id(),
                account.name(),
                accounts.groups(tenant.id(), account.id()),
                accounts.roles(tenant.id(), account.id()),
                surface,
                address,
                tenant.zone());
    }

    public void changePassword(TenantId tenant, UUID account, String hash) {
        accounts.byId(tenant, account).orElseThrow().changePassword(hash, clock.instant());
    }
}
