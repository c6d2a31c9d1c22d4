package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes that believe to hold the same job. */
@ExtendWith(SharedFubako.class)
class JobLeaseIT {

    private static final String CAROL = "carol@demo";

    private final Fubako fubako;

    JobLeaseIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @AfterEach
    void giveTheJobBack() throws Exception {
        fubako.execute("UPDATE job_run SET lease_until = NULL WHERE job = 'purge'");
    }

    @Test
    void aRunThatHasLostItsLeaseChangesNothingForTheOneThatHasIt() throws Exception {
        fubako.call(CAROL, "MKCOL", "/dav/common/leased", "");
        fubako.call(CAROL, "PUT", "/dav/common/leased/leased.txt", "leased");
        try (Connection slow = fubako.database();
                Statement holding = slow.createStatement()) {
            slow.setAutoCommit(false);
            holding.executeQuery("SELECT id FROM node WHERE name = 'leased.txt' FOR UPDATE");
            assertThat(fubako.call(CAROL, "DELETE", "/dav/common/leased", "").statusCode())
                    .isEqualTo(204);
            Wait.until(() -> column("lease_until IS NOT NULL").equals("1"), "the purge does not begin");

            fubako.execute("UPDATE job_run SET fence = fence + 1, lease_until = UTC_TIMESTAMP(6) + INTERVAL 60 SECOND,"
                    + " last_result = 'another node' WHERE job = 'purge'");
            slow.rollback();
        }

        Wait.until(() -> fubako.log().contains("job purge took longer than its lease (ok)"), "nobody notices");
        assertThat(column("last_result")).isEqualTo("another node");
        assertThat(column("lease_until IS NOT NULL")).isEqualTo("1");
    }

    private String column(String expression) throws Exception {
        try (Connection database = fubako.database();
                Statement statement = database.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT " + expression + " FROM job_run WHERE job = 'purge'")) {
            return found.next() ? value(found) : "";
        }
    }

    private static String value(ResultSet found) throws SQLException {
        String value = found.getString(1);
        return value == null ? "" : value;
    }
}
