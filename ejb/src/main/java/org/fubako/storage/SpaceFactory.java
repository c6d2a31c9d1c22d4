package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.fubako.account.AccountCreated;
import org.fubako.account.GroupCreated;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.storage.blob.TenantKeys;
import org.fubako.tenant.ProjectRequested;
import org.fubako.tenant.TenantCreated;
import org.fubako.tenant.TenantDirectory;

/** Makes the spaces that belong to a tenant, an account, a group or a project, in the transaction that makes their owner. */
@ApplicationScoped
class SpaceFactory {

    @Inject
    SpaceRepository spaces;

    @Inject
    SpaceDirectory directory;

    @Inject
    NodeRepository nodes;

    @Inject
    TenantDirectory tenants;

    @Inject
    TenantKeys keys;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    void onTenant(@Observes TenantCreated created) {
        keys.create(created.tenant());
        make(created.tenant(), SpaceKind.COMMON, created.tenant().value(), "common");
    }

    void onAccount(@Observes AccountCreated created) {
        make(created.tenant(), SpaceKind.PRIVATE, created.id(), created.name());
    }

    void onGroup(@Observes GroupCreated created) {
        if (created.withSpace()) {
            make(created.tenant(), SpaceKind.GROUP, created.id(), created.name());
        }
    }

    void onProject(@Observes ProjectRequested requested) {
        Space project = make(requested.tenant(), SpaceKind.PROJECT, ids.next(), requested.name());
        spaces.addMember(project, Grant.PrincipalKind.ACCOUNT, requested.administrator(), true);
        requested.members().stream()
                .filter(member -> !member.equals(requested.administrator()))
                .forEach(member -> spaces.addMember(project, Grant.PrincipalKind.ACCOUNT, member, false));
    }

    /** With all that the contract has as its quota. */
    Space make(TenantId tenant, SpaceKind kind, UUID owner, String name) {
        UUID id = ids.next();
        Node.Made made = new Node.Made(clock.instant(), "");
        Node root = Node.root(tenant, ids.next(), id, made);
        Space space = new Space(
                tenant, id, kind, owner, name, root.id(), tenants.info(tenant).capacityBytes(), made.at());
        spaces.add(space);
        nodes.add(root);
        directory.changes(tenant);
        return space;
    }
}
