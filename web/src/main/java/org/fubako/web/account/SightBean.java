package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.ClientAddress;

/** From where the caller comes, as it counts for everything that depends on addresses, and why. */
@Named("sight")
@RequestScoped
public class SightBean {

    @Inject
    ClientAddress addresses;

    @Inject
    HttpServletRequest request;

    public String getAddress() {
        return addresses.of(request);
    }

    /** Who has told the address, and whether that was believed. */
    public String getReason() {
        ClientAddress.Sight sight = addresses.sight(request);
        Texts texts = Texts.current();
        if (!sight.forwarded()) {
            return texts.get("policies.sight.direct");
        }
        return texts.get(sight.believed() ? "policies.sight.believed" : "policies.sight.doubted", sight.neighbour());
    }
}
