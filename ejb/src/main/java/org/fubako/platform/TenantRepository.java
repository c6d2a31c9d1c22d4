package org.fubako.platform;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The only road to tenant data. The entity manager stays private here, so a subclass cannot run a query that forgets the
 * tenant: one without a {@code :tenant} parameter fails on its first call.
 */
public abstract class TenantRepository {

    @PersistenceContext(unitName = "fubako")
    private EntityManager entities;

    protected <E> TypedQuery<E> query(TenantId tenant, String jpql, Class<E> type) {
        return entities.createQuery(jpql, type).setParameter("tenant", tenant.value());
    }

    protected <E extends TenantEntity> TypedQuery<E> byId(TenantId tenant, UUID id, Class<E> type) {
        return byId(tenant, id, "1 = 1", type);
    }

    /**
     * By its whole key, if a condition on it, which is called {@code e}, holds. A range of one, because EclipseLink does not convert ids
     * where it recognises a primary key.
     */
    protected <E extends TenantEntity> TypedQuery<E> byId(TenantId tenant, UUID id, String condition, Class<E> type) {
        String entity = type.getSimpleName();
        return query(
                        tenant,
                        "select e from " + entity + " e where e.tenant = :tenant and e.id between :id and :id and "
                                + condition,
                        type)
                .setParameter("id", id);
    }

    /** Native SQL, whose first parameter is the tenant. */
    protected Query sql(TenantId tenant, String sql) {
        return entities.createNativeQuery(sql).setParameter(1, UuidConverter.bytes(tenant.value()));
    }

    /** Rows of native SQL with several columns. */
    @SuppressWarnings("unchecked")
    protected static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    /** Values of native SQL with one column. */
    @SuppressWarnings("unchecked")
    protected static List<Object> values(Query query) {
        return query.getResultList();
    }

    protected static <E> Optional<E> first(TypedQuery<E> query) {
        return query.setMaxResults(1).getResultList().stream().findFirst();
    }

    protected void persist(TenantEntity entity) {
        entities.persist(entity);
    }

    /** Sends what has changed so far, so that a broken constraint shows here and not at commit. */
    protected void flush() {
        entities.flush();
    }
}
