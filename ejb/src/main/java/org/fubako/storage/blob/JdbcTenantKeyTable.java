package org.fubako.storage.blob;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/**
 * Tenant keys in their own database. Each call stands outside of the caller's transaction: a key has to be durable before
 * anything is encrypted with it, and one that no tenant uses does no harm.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
class JdbcTenantKeyTable implements TenantKeyTable {

    @Resource(lookup = "java:app/jdbc/keys")
    DataSource database;

    @Override
    public boolean isEmpty() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM tenant_key LIMIT 1");
                ResultSet found = statement.executeQuery()) {
            return !found.next();
        } catch (SQLException e) {
            throw new IllegalStateException("the key database does not answer", e);
        }
    }

    @Override
    public Optional<Row> find(TenantId tenant, int version) {
        return all(tenant).stream().filter(row -> row.version() == version).findFirst();
    }

    @Override
    public List<Row> all(TenantId tenant) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT version, wrapped, check_value FROM tenant_key"
                                + " WHERE tenant_id = ? AND destroyed_at IS NULL ORDER BY version")) {
            statement.setBytes(1, UuidConverter.bytes(tenant.value()));
            try (ResultSet found = statement.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(new Row(found.getInt(1), found.getBytes(2), found.getBytes(3)));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the key database does not answer", e);
        }
    }

    @Override
    public boolean add(TenantId tenant, Row row) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO tenant_key (tenant_id, version, wrapped, master_version, check_value, created_at)"
                                + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))")) {
            statement.setBytes(1, UuidConverter.bytes(tenant.value()));
            statement.setInt(2, row.version());
            statement.setBytes(3, row.wrapped());
            statement.setInt(4, MasterKey.VERSION);
            statement.setBytes(5, row.checkValue());
            statement.executeUpdate();
            return true;
        } catch (SQLIntegrityConstraintViolationException taken) {
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException("the key database does not take a key", e);
        }
    }
}
