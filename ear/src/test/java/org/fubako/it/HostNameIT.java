package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant with a host name of its own. */
@ExtendWith(SharedFubako.class)
class HostNameIT {

    private static final String HOST = "files.other.example";

    private final Fubako fubako;

    HostNameIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @BeforeEach
    void giveOtherItsHostName() throws Exception {
        nameHost(HOST);
    }

    @AfterEach
    void takeItBack() throws Exception {
        nameHost(null);
    }

    /** What the directory of tenants knows may be five seconds old. */
    private void nameHost(String host) throws Exception {
        try (Connection database = fubako.database();
                PreparedStatement update =
                        database.prepareStatement("UPDATE tenant SET host_name = ? WHERE code = 'other'")) {
            update.setString(1, host);
            update.executeUpdate();
        }
        TimeUnit.SECONDS.sleep(6);
    }

    private HttpResponse<String> me(String account, String host) throws Exception {
        return fubako.call(account, "GET", "/api/v1/me", "", "Host", host);
    }

    @Test
    void a02OnItsOwnHostNameTheBareAccountIsEnoughAndNoOtherTenantIsServed() throws Exception {
        assertThat(me("dave", HOST).body()).contains("\"tenant\":\"other\"");
        assertThat(me("dave@other", HOST).statusCode()).isEqualTo(200);
        assertThat(me("dave@other", "localhost").statusCode()).isEqualTo(200);
        assertThat(me("dave", "localhost").statusCode()).isEqualTo(401);
        assertThat(me("alice@demo", HOST).statusCode()).isEqualTo(401);
        assertThat(me("alice", HOST).statusCode()).isEqualTo(401);
    }
}
