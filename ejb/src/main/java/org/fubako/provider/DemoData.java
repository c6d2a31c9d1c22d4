package org.fubako.provider;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.account.AccountAdmin;
import org.fubako.account.AccountAdmin.BuiltIn;
import org.fubako.caller.Caller;
import org.fubako.tenant.NewContract;
import org.fubako.tenant.ProjectRequested;
import org.fubako.tenant.ServiceItem;
import org.fubako.tenant.ServiceOption;
import org.fubako.tenant.TenantAdmin;

/** Two tenants and an operator to try things with, made once on an empty database and in one transaction. */
@Singleton
@Startup
@DependsOn({"Migrator", "LogPartitions"})
public class DemoData {

    private static final long CAPACITY = 10L << 30;

    @EJB
    TenantAdmin tenants;

    @EJB
    AccountAdmin accounts;

    @EJB
    OperatorAdmin operators;

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
            operators.createDemo("operator", password.get());
        }
    }

    private static NewContract contract(int number, ServiceItem item, Set<ServiceOption> options) {
        return new NewContract(number, item, options, CAPACITY, 1000, 500);
    }

    private void demo(String secret) {
        Caller demo =
                tenants.create("demo", "Demo", contract(1, ServiceItem.LARGE, EnumSet.allOf(ServiceOption.class)));
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
        Caller other = tenants.create(
                "other", "Other", contract(2, ServiceItem.SHARED_DOMAIN, EnumSet.of(ServiceOption.PRIVATE_SPACE)));
        Map<BuiltIn, UUID> groups = accounts.createBuiltInGroups(other.tenant());
        accounts.createAccount(other, "manager", secret, Set.of(groups.get(BuiltIn.MANAGERS)));
        accounts.createAccount(other, "dave", secret, Set.of(groups.get(BuiltIn.USERS)));
    }
}
