package org.fubako.tenant;

import java.util.Locale;
import java.util.Optional;
import org.fubako.caller.Surface;

/** What a tenant may open to some addresses only. */
public enum AddressArea {
    PORTAL,
    /** The pages and calls that administer the tenant; whoever opens them has passed another area first. */
    ADMINISTRATION,
    DAV,
    API;

    /** As written in the API and in the log. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The area that a door belongs to; empty for doors that are open to every address. */
    public static Optional<AddressArea> of(Surface surface) {
        return switch (surface) {
            case PORTAL -> Optional.of(PORTAL);
            case DAV -> Optional.of(DAV);
            case API -> Optional.of(API);
            default -> Optional.empty();
        };
    }
}
