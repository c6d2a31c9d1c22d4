package org.fubako.account;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The short transactions of {@link FailureJob}, over all tenants. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FailureTransaction {

    static final int AT_ONCE = 10_000;

    /** Anybody can make rows by trying names: so many are kept. */
    private static final int MOST = 1_000_000;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    /** Some of those whose last failure is long ago; how many there were. */
    public int forgetOld() {
        return entities.createNativeQuery(
                        "DELETE FROM sign_in_failures WHERE last_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY LIMIT "
                                + AT_ONCE)
                .executeUpdate();
    }

    /** Some of those that are too many, first the names that were tried once or twice; how many there were. */
    public int forgetSurplus() {
        Object count = entities.createNativeQuery("SELECT COUNT(*) FROM sign_in_failures")
                .getSingleResult();
        long surplus = Math.min(AT_ONCE, ((Number) count).longValue() - MOST);
        return surplus <= 0
                ? 0
                : entities.createNativeQuery("DELETE FROM sign_in_failures ORDER BY failures, last_at LIMIT ?1")
                        .setParameter(1, surplus)
                        .executeUpdate();
    }
}
