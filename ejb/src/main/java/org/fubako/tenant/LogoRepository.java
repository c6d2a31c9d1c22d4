package org.fubako.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

@ApplicationScoped
class LogoRepository {

    @Inject
    TenantSql sql;

    /** Waits until nobody else changes the tenant. */
    void hold(TenantId tenant) {
        sql.query(row -> true, "SELECT 1 FROM tenant WHERE id = ? FOR UPDATE", tenant);
    }

    Optional<Logo> find(TenantId tenant) {
        return sql
                .query(
                        row -> new Logo(
                                TenantSql.id(row, 1),
                                new PictureHead(PictureHead.Kind.of(row.getString(2)), row.getInt(3), row.getInt(4)),
                                row.getBytes(5)),
                        "SELECT id, media_type, width, height, content FROM tenant_logo WHERE tenant_id = ?",
                        tenant)
                .stream()
                .findFirst();
    }

    void add(TenantId tenant, Logo logo) {
        sql.update(
                "INSERT INTO tenant_logo (tenant_id, id, media_type, width, height, content) VALUES (?, ?, ?, ?, ?, ?)",
                tenant,
                logo.id(),
                logo.head().kind().mediaType(),
                logo.head().width(),
                logo.head().height(),
                logo.content());
    }

    void delete(TenantId tenant) {
        sql.update("DELETE FROM tenant_logo WHERE tenant_id = ?", tenant);
    }
}
