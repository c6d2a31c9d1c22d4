package org.fubako.storage.blob;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;

/** The table {@code stored_blob}, read along its primary key only. */
@ApplicationScoped
class JdbcBlobTable implements BlobTable {

    @Resource(lookup = "java:app/jdbc/fubako")
    DataSource database;

    @Override
    public Set<UUID> known(TenantId tenant, Collection<UUID> blobs) {
        String sql = "SELECT id FROM stored_blob WHERE tenant_id = ? AND id IN ("
                + String.join(", ", Collections.nCopies(blobs.size(), "?")) + ")";
        Set<UUID> known = new HashSet<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 0;
            statement.setBytes(++at, UuidConverter.bytes(tenant.value()));
            for (UUID blob : blobs) {
                statement.setBytes(++at, UuidConverter.bytes(blob));
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    known.add(UuidConverter.uuid(found.getBytes(1)));
                }
            }
            return known;
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not tell which blobs it knows", e);
        }
    }

    /** Ids begin with the time, so the newest of each tenant is the last of its index. */
    @Override
    public Optional<Instant> newest() {
        String sql = "SELECT MAX(id) FROM stored_blob GROUP BY tenant_id";
        Optional<Instant> newest = Optional.empty();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                Instant made = IdSource.timeOf(UuidConverter.uuid(found.getBytes(1)));
                newest = newest.filter(made::isBefore).or(() -> Optional.of(made));
            }
            return newest;
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not tell its newest blob", e);
        }
    }
}
