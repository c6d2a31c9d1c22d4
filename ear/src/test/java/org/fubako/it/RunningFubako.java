package org.fubako.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one service, with the demo data, that all of them share: started by the first, stopped after the last. */
public final class RunningFubako implements ParameterResolver {

    public static final String PASSWORD = "correct horse battery staple 7";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Fubako.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RunningFubako.class))
                .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
                .fubako;
    }

    private static final class Shared implements CloseableResource {

        private final Fubako fubako;

        Shared() {
            try {
                fubako = Fubako.start(
                        Files.createTempDirectory("fubako-it").resolve("data"),
                        Map.of("FUBAKO_DEMO", "true", "FUBAKO_DEMO_PASSWORD", PASSWORD));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            fubako.stop();
        }
    }
}
