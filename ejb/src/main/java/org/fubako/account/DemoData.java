package org.fubako.account;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.account.AccountAdmin.BuiltIn;
import org.fubako.caller.Caller;
import org.fubako.tenant.ProjectRequested;
import org.fubako.tenant.TenantAdmin;

/** Two tenants to try things with, made once on an empty database and in one transaction. */
@Singleton
@Startup
@DependsOn({"Migrator", "LogPartitions"})
public class DemoData {

    private static final long CAPACITY = 10L << 30;

    @Inject
    TenantAdmin tenants;

    @Inject
    AccountAdmin accounts;

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
        if (wanted && password.isPresent() && !tenants.haveAny()) {
            demo(password.get());
            other(password.get());
        }
    }

    private void demo(String secret) {
        Caller demo = tenants.create("demo", "Demo", 1, CAPACITY);
        Map<BuiltIn, UUID> groups = accounts.createBuiltInGroups(demo.tenant());
        UUID users = groups.get(BuiltIn.USERS);
        UUID sales = accounts.createGroup(demo, "sales", Set.of(), true);
        accounts.createAccount(demo, "manager", secret, Set.of(groups.get(BuiltIn.MANAGERS)));
        accounts.createAccount(demo, "carol", secret, Set.of(groups.get(BuiltIn.ADMINISTRATORS)));
        UUID alice = accounts.createAccount(demo, "alice", secret, Set.of(users, sales));
        UUID bob = accounts.createAccount(demo, "bob", secret, Set.of(users, sales));
        projectRequested.fire(new ProjectRequested(demo.tenant(), "tender", alice, Set.of(bob)));
    }

    private void other(String secret) {
        Caller other = tenants.create("other", "Other", 2, CAPACITY);
        Map<BuiltIn, UUID> groups = accounts.createBuiltInGroups(other.tenant());
        accounts.createAccount(other, "manager", secret, Set.of(groups.get(BuiltIn.MANAGERS)));
        accounts.createAccount(other, "dave", secret, Set.of(groups.get(BuiltIn.USERS)));
    }
}
