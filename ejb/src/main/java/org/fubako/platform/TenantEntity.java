package org.fubako.platform;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;
import org.eclipse.persistence.annotations.Convert;
import org.eclipse.persistence.annotations.Converter;

/** A row that belongs to one tenant for ever. */
@MappedSuperclass
@Converter(name = "uuid", converterClass = UuidConverter.class)
public abstract class TenantEntity {

    @Id
    @Convert("uuid")
    @Column(name = "tenant_id", updatable = false)
    private UUID tenant;

    @Id
    @Convert("uuid")
    @Column(name = "id", updatable = false)
    private UUID id;

    protected TenantEntity() {} // JPA

    protected TenantEntity(TenantId tenant, UUID id) {
        this.tenant = tenant.value();
        this.id = id;
    }

    public TenantId tenant() {
        return new TenantId(tenant);
    }

    public UUID id() {
        return id;
    }
}
