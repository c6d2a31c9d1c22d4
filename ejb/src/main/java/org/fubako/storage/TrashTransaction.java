package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.job.Bell;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;
import org.fubako.tenant.TenantDirectory;

/** The short transactions of {@link TrashJob}. Looks over all tenants for work, and works within one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class TrashTransaction {

    private static final int AT_ONCE = 1_000;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    TrashRepository trash;

    @Inject
    TenantDirectory tenants;

    @Inject
    Bell bell;

    @EJB
    OperationLog log;

    /** Something whose time in the trash is over. */
    public record Due(TenantId tenant, UUID id, String path, long length) {}

    /** By the database's clock. */
    @SuppressWarnings("unchecked")
    public List<Due> due() {
        List<Object[]> rows = entities.createNativeQuery("SELECT t.tenant_id, t.id, t.path, n.length FROM space s"
                        + " JOIN trash_item t ON t.tenant_id = s.tenant_id AND t.space_id = s.id"
                        + " JOIN node n ON n.tenant_id = t.tenant_id AND n.id = t.node_id"
                        + " WHERE s.trash_days IS NOT NULL AND t.deleted_at < UTC_TIMESTAMP(6) - INTERVAL s.trash_days DAY"
                        + " ORDER BY t.id LIMIT " + AT_ONCE)
                .getResultList();
        return rows.stream()
                .map(row -> new Due(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        UuidConverter.uuid((byte[]) row[1]),
                        (String) row[2],
                        ((Number) row[3]).longValue()))
                .toList();
    }

    /** Harmless when somebody has restored or removed it meanwhile. */
    public void remove(Due due) {
        if (trash.take(due.tenant(), due.id())) {
            bell.ringAfterCommit(PurgeJob.NAME);
            Caller program = tenants.info(due.tenant()).program();
            log.record(LogEvent.of(program, Action.TRASH_REMOVE, due.path()).sized(due.length(), 0));
        }
    }
}
