package org.fubako.web.dav;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.caller.Caller;
import org.fubako.tenant.TenantDirectory;

/** Under which names a client may mean this server in {@code Destination} and {@code If}. */
@ApplicationScoped
class OwnHosts {

    @Inject
    TenantDirectory tenants;

    @Inject
    @ConfigProperty(name = "fubako.base.url")
    Optional<URI> baseUrl;

    /**
     * The name that the request itself was sent to; the one that the outside knows, which a proxy may have replaced in {@code Host} but
     * not in here; and the host name of the caller's tenant.
     */
    boolean include(String authority, HttpServletRequest request, Caller caller) {
        String host = Destinations.plain(authority);
        return Optional.ofNullable(request.getHeader("Host"))
                        .map(Destinations::plain)
                        .filter(host::equals)
                        .isPresent()
                || baseUrl.map(URI::getRawAuthority)
                        .map(Destinations::plain)
                        .filter(host::equals)
                        .isPresent()
                || tenants.byHost(host.replaceFirst(":\\d+$", ""))
                        .filter(tenant -> tenant.id().equals(caller.tenant()))
                        .isPresent();
    }
}
