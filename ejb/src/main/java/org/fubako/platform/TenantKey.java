package org.fubako.platform;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** The primary key of every row of a tenant. A class and not a record because JPA 3.1 wants it so. */
public class TenantKey implements Serializable {

    private static final long serialVersionUID = 1L;

    private UUID tenant;
    private UUID id;

    public TenantKey() {} // JPA

    public TenantKey(UUID tenant, UUID id) {
        this.tenant = tenant;
        this.id = id;
    }

    public UUID id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TenantKey key && Objects.equals(tenant, key.tenant) && Objects.equals(id, key.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, id);
    }
}
