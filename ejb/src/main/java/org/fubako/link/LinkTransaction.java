package org.fubako.link;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The short transactions of {@link LinkJob}, over all tenants. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LinkTransaction {

    static final int AT_ONCE = 1_000;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    /** Some of the links of which nothing has to be kept; how many there were. */
    public int removeOld() {
        return entities.createNativeQuery(
                        "DELETE FROM link WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY LIMIT " + AT_ONCE)
                .executeUpdate();
    }

    /** Some of the codes that are of no use any more; how many there were. */
    public int forgetCodes() {
        return entities.createNativeQuery(
                        "DELETE FROM mailed_code WHERE expires_at < UTC_TIMESTAMP(6) LIMIT " + AT_ONCE)
                .executeUpdate();
    }
}
