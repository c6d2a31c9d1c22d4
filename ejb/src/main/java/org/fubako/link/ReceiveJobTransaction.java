package org.fubako.link;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The short transactions of {@link ReceiveJob}, over all tenants. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ReceiveJobTransaction {

    static final int AT_ONCE = 200;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    /** Some that were to end 30 days ago, with their log; how many there were. */
    public int forgetFolders() {
        return entities.createNativeQuery(
                        "DELETE FROM receive_folder WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY LIMIT "
                                + AT_ONCE)
                .executeUpdate();
    }

    /** Some who have sent nothing for days; how many there were. */
    public int forgetVisits() {
        return entities.createNativeQuery("DELETE FROM receive_visit WHERE begun_at < UTC_TIMESTAMP(6) - INTERVAL 3 DAY"
                        + " AND handed_in_at IS NULL AND NOT EXISTS (SELECT 1 FROM receive_file f"
                        + " WHERE f.tenant_id = receive_visit.tenant_id AND f.visit_id = receive_visit.id) LIMIT "
                        + AT_ONCE)
                .executeUpdate();
    }
}
