package org.fubako.storage.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A seam for tests of durability: does nothing unless the configuration names a point, and then lets the process die there,
 * without any clean-up, once the arming file exists.
 */
@ApplicationScoped
public class CrashPoints {

    private final Optional<String> point;
    private final Optional<Path> armed;

    protected CrashPoints() { // CDI proxy
        this(Optional.empty(), Optional.empty());
    }

    @Inject
    CrashPoints(
            @ConfigProperty(name = "fubako.test.crash.point") Optional<String> point,
            @ConfigProperty(name = "fubako.test.crash.armed") Optional<String> armed) {
        this.point = point;
        this.armed = armed.map(Path::of);
    }

    public void hit(CrashPoint reached) {
        if (point.isPresent()
                && point.get().equals(reached.label())
                && armed.filter(Files::exists).isPresent()) {
            Runtime.getRuntime().halt(137);
        }
    }
}
