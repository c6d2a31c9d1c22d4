package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.fubako.launcher.EmbeddedDatabase;
import org.fubako.launcher.Secrets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** With a database and a broker that are somebody else's processes, and that are away now and then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NeighboursIT {

    private static final String ALICE = "alice@demo";
    private static final String BELL = "fubako.bell";

    @TempDir
    static Path folder;

    private EmbeddedDatabase database;
    private DatabaseProxy proxy;
    private EmbeddedActiveMQ broker;
    private int brokerPort;
    private Fubako fubako;

    /** The broker is away at first. */
    @BeforeAll
    void start() throws Exception {
        startDatabase();
        proxy = new DatabaseProxy(databasePort());
        brokerPort = Fubako.freePort();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("FUBAKO_DB_URL", "jdbc:mariadb://127.0.0.1:" + proxy.port() + "/fubako");
        environment.put("FUBAKO_DB_USER", "fubako");
        environment.put("FUBAKO_DB_PASSWORD", database.password("fubako"));
        environment.put("FUBAKO_JMS_URL", "tcp://127.0.0.1:" + brokerPort);
        environment.put("FUBAKO_JMS_USER", "bellman");
        environment.put("FUBAKO_JMS_PASSWORD", "ding");
        fubako = Fubako.start(folder.resolve("data"), environment);
    }

    private void startDatabase() throws Exception {
        Path home = Files.createDirectories(folder.resolve("database"));
        database = new EmbeddedDatabase(home, new Secrets(home));
        database.install();
        database.start();
    }

    private int databasePort() {
        return java.net
                .URI
                .create(database.url("fubako").substring("jdbc:".length()))
                .getPort();
    }

    private ProcessHandle databaseProcess() throws Exception {
        Path pid = folder.resolve("database/db/mariadbd.pid");
        return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    }

    private void startBroker() throws Exception {
        SecurityConfiguration accounts =
                new SecurityConfiguration(Map.of("bellman", "ding"), Map.of("bellman", List.of("bells")));
        Set<Role> roles =
                Set.of(new Role("bells", true, true, true, true, true, true, false, true, true, true, false, false));
        broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(true)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + brokerPort)
                .putSecurityRoles("#", roles));
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), accounts));
        broker.start();
    }

    @AfterAll
    void stop() throws Exception {
        if (fubako != null) {
            fubako.close();
        }
        if (broker != null) {
            broker.stop();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (database != null) {
            database.close();
        }
    }

    private HttpResponse<String> call(String method, String path, String body, String... headers) throws Exception {
        return fubako.call(ALICE, method, path, body, headers);
    }

    @Test
    @Order(1)
    void withoutABrokerEverythingAUserDoesIsDone() throws Exception {
        assertThat(fubako.data().resolve("db")).doesNotExist();
        assertThat(call("PUT", "/dav/common/first.txt", "first").statusCode()).isEqualTo(201);
        assertThat(call("GET", "/dav/common/first.txt", "").body()).isEqualTo("first");
        assertThat(call("DELETE", "/dav/common/first.txt", "").statusCode()).isEqualTo(204);
        assertThat(fubako.data().resolve("broker")).doesNotExist();
    }

    @Test
    @Order(2)
    void aBrokerThatComesIsUsedWithItsAccount() throws Exception {
        startBroker();
        Wait.until(() -> bell() != null && bell().getConsumerCount() > 0, "nobody listens for bells");
        call("PUT", "/dav/common/second.txt", "second");

        assertThat(call("DELETE", "/dav/common/second.txt", "").statusCode()).isEqualTo(204);

        Wait.until(() -> bell().getMessagesAcknowledged() > 0, "no bell has been heard");
    }

    private Queue bell() {
        return broker.getActiveMQServer().locateQueue(BELL);
    }

    @Test
    @Order(3)
    void aBrokerThatGoesAndComesBackIsFoundAgain() throws Exception {
        broker.stop();
        call("PUT", "/dav/common/third.txt", "third");
        assertThat(call("DELETE", "/dav/common/third.txt", "").statusCode()).isEqualTo(204);

        startBroker();
        Wait.until(() -> bell() != null && bell().getConsumerCount() > 0, "nobody listens for bells");
        // the first connections out of the pool may still be those of the broker that is gone
        Wait.until(
                () -> {
                    call("PUT", "/dav/common/fourth.txt", "fourth");
                    call("DELETE", "/dav/common/fourth.txt", "");
                    return bell().getMessagesAcknowledged() > 0;
                },
                "no bell has been heard");
    }

    @Test
    @Order(4)
    void anUploadWhoseCommitIsDoneIsAcknowledgedAlthoughTheAnswerToTheCommitIsLost() throws Exception {
        call("PUT", "/dav/private/unknown.txt", "old");
        proxy.lose(DatabaseProxy.Loss.ANSWER_LOST);

        HttpResponse<String> put = call("PUT", "/dav/private/unknown.txt", "new");

        assertThat(proxy.hasLost()).isTrue();
        assertThat(put.statusCode()).isEqualTo(204);
        HttpResponse<String> got = call("GET", "/dav/private/unknown.txt", "");
        assertThat(got.body()).isEqualTo("new");
        assertThat(got.headers().firstValue("ETag")).isEqualTo(put.headers().firstValue("ETag"));
        assertThat(revisions("unknown.txt")).isEqualTo(2);
    }

    @Test
    @Order(5)
    void anUploadWhoseCommitIsLostIsNotAcknowledgedAndCanBeRepeated() throws Exception {
        call("PUT", "/dav/private/lost.txt", "old");
        proxy.lose(DatabaseProxy.Loss.COMMIT_LOST);

        HttpResponse<String> put = call("PUT", "/dav/private/lost.txt", "new", "Idempotency-Key", "lost");

        assertThat(proxy.hasLost()).isTrue();
        assertThat(put.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(call("GET", "/dav/private/lost.txt", "").body()).isEqualTo("old");
        assertThat(call("PUT", "/dav/private/lost.txt", "new", "Idempotency-Key", "lost")
                        .statusCode())
                .isEqualTo(204);
        assertThat(call("GET", "/dav/private/lost.txt", "").body()).isEqualTo("new");
        assertThat(revisions("lost.txt")).isEqualTo(2);
    }

    @Test
    @Order(6)
    void aDatabaseThatIsKilledAndComesBackIsFoundAgainAndHasEverythingAcknowledged() throws Exception {
        assertThat(call("PUT", "/dav/private/durable.txt", "durable").statusCode())
                .isEqualTo(201);

        ProcessHandle killed = databaseProcess();
        killed.destroyForcibly();
        killed.onExit().join();
        assertThat(call("PUT", "/dav/private/durable.txt", "other").statusCode())
                .isEqualTo(503);
        startDatabase();
        proxy.redirect(databasePort());

        Wait.until(
                () -> call("GET", "/dav/private/durable.txt", "").statusCode() == 200,
                "the database is not found again");
        assertThat(call("GET", "/dav/private/durable.txt", "").body()).isEqualTo("durable");
        assertThat(call("PUT", "/dav/private/durable.txt", "newer").statusCode())
                .isEqualTo(204);
        assertThat(StoreCheck.temporary(fubako)).isEmpty();
    }

    private int revisions(String name) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.url("fubako"), "fubako", database.password("fubako"));
                PreparedStatement select =
                        connection.prepareStatement("SELECT revision_number FROM node WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet found = select.executeQuery()) {
                assertThat(found.next()).isTrue();
                return found.getInt(1);
            }
        }
    }
}
