package org.fubako.tenant;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/**
 * Reads tenants for {@link TenantDirectory}. A session bean, because the persistence unit belongs to this module and a plain bean
 * that is first used by the web module would look for it there.
 */
@Stateless
public class TenantLookup {

    private static final String COLUMNS =
            "SELECT t.id, t.code, t.name, c.service_code, t.zone, t.forbidden_names, c.capacity_bytes,"
                    + " t.second_factor_demanded FROM tenant t JOIN contract c ON c.tenant_id = t.id WHERE t.state = 'ACTIVE' AND ";

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    public Optional<TenantInfo> byId(TenantId tenant) {
        return query("t.id = ?", UuidConverter.bytes(tenant.value()));
    }

    public Optional<TenantInfo> byCode(String code) {
        return query("t.code_key = ?", NameKey.of(code));
    }

    public Optional<TenantInfo> byHost(String host) {
        return query("t.host_name = ?", host);
    }

    @SuppressWarnings("unchecked")
    private Optional<TenantInfo> query(String condition, Object parameter) {
        List<Object[]> rows = entities.createNativeQuery(COLUMNS + condition)
                .setParameter(1, parameter)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new TenantInfo(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        ZoneId.of((String) row[4]),
                        Arrays.stream(((String) row[5]).split(","))
                                .map(String::strip)
                                .filter(pattern -> !pattern.isEmpty())
                                .toList(),
                        ((Number) row[6]).longValue(),
                        row[7] instanceof Boolean demanded ? demanded : ((Number) row[7]).intValue() != 0));
    }
}
