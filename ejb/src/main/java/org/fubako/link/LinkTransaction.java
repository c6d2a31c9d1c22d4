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

    /** Of receive folders and visits, with what goes along with them. */
    static final int FEW_AT_ONCE = 200;

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

    /** Some of the receive folders of which nothing has to be kept, with their log; how many there were. */
    public int forgetFolders() {
        return entities.createNativeQuery(
                        "DELETE FROM receive_folder WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY LIMIT "
                                + FEW_AT_ONCE)
                .executeUpdate();
    }

    /** Some of the visitors of receive folders who have sent nothing for days; how many there were. */
    public int forgetVisits() {
        return entities.createNativeQuery("DELETE FROM receive_visit WHERE begun_at < UTC_TIMESTAMP(6) - INTERVAL 3 DAY"
                        + " AND handed_in_at IS NULL AND NOT EXISTS (SELECT 1 FROM receive_file f"
                        + " WHERE f.tenant_id = receive_visit.tenant_id AND f.visit_id = receive_visit.id) LIMIT "
                        + FEW_AT_ONCE)
                .executeUpdate();
    }
}
