package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** An account of the demo tenant for one test, with the password of every demo account: no door makes accounts yet. */
final class TemporaryAccount implements AutoCloseable {

    private final Fubako fubako;
    private final UUID id = UUID.randomUUID();
    private final String name = "emma" + Long.toHexString(id.getLeastSignificantBits());

    private TemporaryAccount(Fubako fubako) {
        this.fubako = fubako;
    }

    static TemporaryAccount make(Fubako fubako) throws Exception {
        return make(fubako, Optional.empty(), Optional.empty());
    }

    /** With the day from which a new password is due, and the day from which nobody signs in. */
    static TemporaryAccount make(Fubako fubako, Optional<LocalDate> passwordDue, Optional<LocalDate> expires)
            throws Exception {
        TemporaryAccount account = new TemporaryAccount(fubako);
        account.insert(passwordDue, expires);
        return account;
    }

    String login() {
        return name + "@demo";
    }

    /** The account's id as a literal for a statement. */
    String idInSql() {
        return "X'" + id.toString().replace("-", "") + "'";
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private void insert(Optional<LocalDate> passwordDue, Optional<LocalDate> expires) throws Exception {
        String insert = "INSERT INTO account (tenant_id, id, name, name_key, password_hash, password_changed_at,"
                + " password_due_on, expires_on, created_at)"
                + " SELECT tenant_id, ?, ?, ?, password_hash, password_changed_at, ?, ?, created_at"
                + " FROM account WHERE name = 'alice'";
        try (Connection database = fubako.database();
                PreparedStatement row = database.prepareStatement(insert)) {
            row.setBytes(1, bytes());
            row.setString(2, name);
            row.setBytes(3, name.getBytes(StandardCharsets.UTF_8));
            row.setObject(4, passwordDue.orElse(null));
            row.setObject(5, expires.orElse(null));
            assertThat(row.executeUpdate()).isEqualTo(1);
        }
    }

    @Override
    public void close() throws Exception {
        fubako.execute("DELETE FROM account WHERE id = " + idInSql());
    }
}
