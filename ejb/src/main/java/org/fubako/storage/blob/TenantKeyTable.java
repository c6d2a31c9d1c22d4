package org.fubako.storage.blob;

import java.util.List;
import java.util.Optional;
import org.fubako.platform.TenantId;

/** Where wrapped tenant keys lie. */
interface TenantKeyTable {

    /** A wrapped key. */
    record Row(int version, byte[] wrapped, byte[] checkValue) {}

    boolean isEmpty();

    Optional<Row> find(TenantId tenant, int version);

    /** All versions that have not been destroyed, oldest first. */
    List<Row> all(TenantId tenant);

    /** False when this version exists already, destroyed or not: it is never replaced. */
    boolean add(TenantId tenant, Row row);
}
