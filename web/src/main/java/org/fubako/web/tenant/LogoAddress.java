package org.fubako.web.tenant;

import java.util.Optional;
import java.util.UUID;
import org.fubako.web.rest.ApiText;

/** Where the logo of a tenant is, for everybody who has been told. */
public final class LogoAddress {

    /** Behind it stands the id of a logo. */
    static final String PREFIX = "/logo";

    private LogoAddress() {}

    /** Below the root of the application; empty where there is no logo. */
    public static String of(Optional<UUID> logo) {
        return logo.map(id -> PREFIX + "/" + ApiText.id(id)).orElse("");
    }
}
