package org.fubako.account;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.caller.Role;
import org.fubako.platform.IdSource;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;
import org.fubako.tenant.ProjectRequested;
import org.fubako.tenant.ServiceCode;
import org.fubako.tenant.TenantCreated;

/** Two tenants to try things with, made once on an empty database and in one transaction. */
@Singleton
@Startup
@DependsOn({"Migrator", "LogPartitions"})
public class DemoData {

    private static final long CAPACITY = 10L << 30;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    AccountRepository accounts;

    @Inject
    Passwords passwords;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    @Inject
    Event<TenantCreated> tenantCreated;

    @Inject
    Event<AccountCreated> accountCreated;

    @Inject
    Event<GroupCreated> groupCreated;

    @Inject
    Event<ProjectRequested> projectRequested;

    @Inject
    @ConfigProperty(name = "fubako.demo", defaultValue = "false")
    boolean wanted;

    @Inject
    @ConfigProperty(name = "fubako.demo.password")
    Optional<String> password;

    @PostConstruct
    void create() {
        boolean empty = entities.createNativeQuery("SELECT 1 FROM tenant LIMIT 1")
                .getResultList()
                .isEmpty();
        if (wanted && empty && password.isPresent()) {
            String hash = passwords.hash(password.get());
            demo(hash);
            other(hash);
        }
    }

    private void demo(String hash) {
        TenantId demo = tenant("demo", "Demo", 1);
        UUID managers = group(demo, "managers", Optional.of("MANAGERS"), EnumSet.allOf(Role.class), false);
        UUID administrators = group(
                demo,
                "administrators",
                Optional.of("ADMINISTRATORS"),
                EnumSet.complementOf(EnumSet.of(Role.MANAGE_ACCOUNTS)),
                false);
        UUID users = group(demo, "users", Optional.of("USERS"), Set.of(), false);
        UUID sales = group(demo, "sales", Optional.empty(), Set.of(), true);
        account(demo, "manager", hash, managers);
        account(demo, "carol", hash, administrators);
        UUID alice = account(demo, "alice", hash, users, sales);
        UUID bob = account(demo, "bob", hash, users, sales);
        projectRequested.fire(new ProjectRequested(demo, "tender", alice, Set.of(bob)));
    }

    private void other(String hash) {
        TenantId other = tenant("other", "Other", 2);
        UUID managers = group(other, "managers", Optional.of("MANAGERS"), EnumSet.allOf(Role.class), false);
        UUID users = group(other, "users", Optional.of("USERS"), Set.of(), false);
        account(other, "manager", hash, managers);
        account(other, "dave", hash, users);
    }

    private TenantId tenant(String code, String name, int number) {
        TenantId tenant = new TenantId(ids.next());
        Instant now = clock.instant();
        LocalDateTime stored = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        entities.createNativeQuery("INSERT INTO tenant (id, code, code_key, name, created_at) VALUES (?, ?, ?, ?, ?)")
                .setParameter(1, UuidConverter.bytes(tenant.value()))
                .setParameter(2, code)
                .setParameter(3, NameKey.of(code))
                .setParameter(4, name)
                .setParameter(5, stored)
                .executeUpdate();
        entities.createNativeQuery(
                        "INSERT INTO contract (tenant_id, id, service_code, item, options, capacity_bytes,"
                                + " max_accounts, max_groups, starts_on) VALUES (?, ?, ?, 'SHARED_DOMAIN', 'ALL', ?, 1000, 500, ?)")
                .setParameter(1, UuidConverter.bytes(tenant.value()))
                .setParameter(2, UuidConverter.bytes(ids.next()))
                .setParameter(3, ServiceCode.of(number).value())
                .setParameter(4, CAPACITY)
                .setParameter(5, stored.toLocalDate())
                .executeUpdate();
        tenantCreated.fire(new TenantCreated(tenant));
        return tenant;
    }

    private UUID group(TenantId tenant, String name, Optional<String> builtIn, Set<Role> roles, boolean withSpace) {
        UUID id = ids.next();
        accounts.addGroup(tenant, id, name, builtIn, roles, clock.instant());
        groupCreated.fire(new GroupCreated(tenant, id, name, withSpace));
        return id;
    }

    private UUID account(TenantId tenant, String name, String hash, UUID... groups) {
        Account account = new Account(tenant, ids.next(), name, clock.instant());
        account.changePassword(hash, clock.instant());
        accounts.add(account);
        for (UUID group : groups) {
            accounts.addMember(tenant, group, account.id());
        }
        accountCreated.fire(new AccountCreated(tenant, account.id(), name));
        return account.id();
    }
}
