package org.fubako.incontainer;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.fubako.launcher.EmbeddedDatabase;
import org.fubako.launcher.Secrets;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/** What the container stands on: a real database as the launcher starts it, empty, and settings that lead there. */
public final class Surroundings implements LoadableExtension {

    /** Of every account of the demonstration. */
    static final String PASSWORD = "in the container";

    private static final Path FOLDER = Path.of(System.getProperty("fubako.incontainer"));

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Database.class);
    }

    /** Lives as long as the suite. */
    public static final class Database {

        private EmbeddedDatabase database;

        /** Before the container is started. */
        public void start(@Observes(precedence = 100) BeforeSuite event) throws IOException, InterruptedException {
            delete(FOLDER);
            Path data = Files.createDirectories(FOLDER.resolve("data"));
            Files.createDirectories(FOLDER.resolve("tmp"));
            database = new EmbeddedDatabase(data, new Secrets(data));
            database.install();
            database.start();
            Properties settings = new Properties();
            settings.putAll(Map.of(
                    "fubako.data",
                    data.toString(),
                    "fubako.db.address",
                    address("fubako"),
                    "fubako.db.user",
                    "fubako",
                    "fubako.db.password",
                    database.password("fubako"),
                    "fubako.db.keys.address",
                    address("fubako_keys"),
                    "fubako.db.keys.user",
                    "fubako_keys",
                    "fubako.db.keys.password",
                    database.password("fubako_keys"),
                    "fubako.demo",
                    "true",
                    "fubako.demo.password",
                    PASSWORD,
                    "fubako.blob.warmup.megabytes",
                    "0"));
            try (Writer writer = Files.newBufferedWriter(FOLDER.resolve("system.properties"))) {
                settings.store(writer, null);
            }
            Files.write(
                    FOLDER.resolve("pre-boot.asadmin"),
                    List.of("set configs.config.server-config.network-config.network-listeners.network-listener"
                            + ".http-listener.address=127.0.0.1"));
            Files.write(
                    FOLDER.resolve("post-boot.asadmin"),
                    List.of("deploy " + System.getProperty("fubako.exploded") + "/fubako-broker.rar"));
        }

        private String address(String name) {
            return database.url(name).substring("jdbc:mariadb://".length());
        }

        /** When the container is told to stop, which goes on writing for a moment: its folder stays until the next run. */
        public void stop(@Observes(precedence = -100) AfterSuite event) throws InterruptedException {
            database.close();
        }

        private static void delete(Path folder) throws IOException {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }
}
