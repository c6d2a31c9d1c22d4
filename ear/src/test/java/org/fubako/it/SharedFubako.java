package org.fubako.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a parameter of type {@link Fubako} to tests that do not need a server of their own: one is started for the whole run.
 * Such tests use names that nobody else does and leave accounts, rules of shared folders and settings as they were.
 */
public final class SharedFubako implements ParameterResolver {

    private record Shared(Path folder, Fubako fubako) implements AutoCloseable {

        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("fubako-it");
                return new Shared(
                        folder,
                        Fubako.start(
                                folder.resolve("data"),
                                Map.of(
                                        "FUBAKO_JAVA_OPTS",
                                        "",
                                        "FUBAKO_BLOB_WARMUP_MEGABYTES",
                                        "",
                                        "FUBAKO_OFFICE",
                                        office().toString())));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static Path office() {
            return Path.of(System.getProperty("fubako.office")).toAbsolutePath().normalize();
        }

        private void stop() {
            try {
                fubako.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            stop();
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Fubako.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedFubako.class))
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .fubako();
    }
}
