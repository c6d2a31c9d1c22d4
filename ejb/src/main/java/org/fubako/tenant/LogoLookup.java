package org.fubako.tenant;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/** Logos by their addresses, for whoever asks. */
@Stateless
public class LogoLookup {

    @PersistenceContext(unitName = "fubako")
    EntityManager everyTenant;

    @Inject
    LogoRepository logos;

    /** Empty also when the tenant is not active, or has another logo by now. */
    public Optional<Logo> find(UUID id) {
        return owner(id).flatMap(logos::find).filter(logo -> logo.id().equals(id));
    }

    @SuppressWarnings("unchecked")
    private Optional<TenantId> owner(UUID id) {
        List<byte[]> owners = everyTenant
                .createNativeQuery("SELECT l.tenant_id FROM tenant_logo l JOIN tenant t ON t.id = l.tenant_id"
                        + " WHERE l.id = ? AND t.state = 'ACTIVE'")
                .setParameter(1, UuidConverter.bytes(id))
                .getResultList();
        return owners.stream().findFirst().map(UuidConverter::uuid).map(TenantId::new);
    }
}
