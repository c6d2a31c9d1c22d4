package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;
import org.fubako.tenant.TenantDirectory;

/** The short transactions of {@link AutoDeleteJob}. Looks over all tenants for rules, and works within one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AutoDeleteTransaction {

    private static final int AT_ONCE = 100;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    SpaceRepository spaces;

    @Inject
    NodeRepository nodes;

    @Inject
    TreeRepository tree;

    @Inject
    Removal removal;

    @Inject
    TenantDirectory tenants;

    @EJB
    OperationLog log;

    /**
     * Documents are deleted so many days after their last change.
     *
     * @param deep in all folders below the top, not only in it
     */
    public record Rule(TenantId tenant, UUID space, UUID top, int days, boolean deep) {}

    /** That of a space takes the place of those of its folders. */
    @SuppressWarnings("unchecked")
    public List<Rule> rules() {
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT s.tenant_id, s.id, s.root_id, s.auto_delete_days, 1 FROM space s"
                                + " WHERE s.auto_delete_days IS NOT NULL"
                                + " UNION ALL SELECT n.tenant_id, n.space_id, n.id, n.auto_delete_days, 0 FROM node n"
                                + " JOIN space s ON s.tenant_id = n.tenant_id AND s.id = n.space_id"
                                + " WHERE n.auto_delete_days IS NOT NULL AND s.auto_delete_days IS NULL")
                .getResultList();
        return rows.stream()
                .map(row -> new Rule(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        UuidConverter.uuid((byte[]) row[1]),
                        UuidConverter.uuid((byte[]) row[2]),
                        ((Number) row[3]).intValue(),
                        ((Number) row[4]).intValue() == 1))
                .toList();
    }

    public List<UUID> folders(Rule rule) {
        return rule.deep() ? tree.folders(rule.tenant(), rule.top()) : List.of(rule.top());
    }

    /** Deletes some of what is due in a folder; false when nothing more is, or the folder is not in the tree any more. */
    public boolean remove(Rule rule, UUID folder) {
        List<Node> way = nodes.upwards(rule.tenant(), folder);
        List<Node> due = way.isEmpty() ? List.of() : nodes.unchangedFor(way.get(way.size() - 1), rule.days(), AT_ONCE);
        if (due.isEmpty()) {
            return false;
        }
        Optional<Space> space = spaces.find(rule.tenant(), rule.space())
                .filter(one -> one.rootId().equals(way.get(0).id()));
        if (space.isEmpty()) {
            return false;
        }
        Caller program = tenants.info(rule.tenant()).program();
        Place place = Place.of(space.get(), way, Set.of());
        for (Node document : due) {
            Place old = NodeAccess.place(place, document, Set.of());
            removal.remove(program, old);
            log.record(
                    LogEvent.of(program, Action.DELETE, old.path().toString()).sized(document.length(), 0));
        }
        return due.size() == AT_ONCE;
    }
}
