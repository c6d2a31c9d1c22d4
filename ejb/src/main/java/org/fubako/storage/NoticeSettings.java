package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When a folder tells what has arrived. */
@ApplicationScoped
class NoticeSettings {

    @Inject
    @ConfigProperty(name = "fubako.notice.quiet", defaultValue = "PT20S")
    String quiet;

    /** After so long without anything new, what came before is told in one mail. */
    Duration quiet() {
        return Duration.parse(quiet);
    }
}
