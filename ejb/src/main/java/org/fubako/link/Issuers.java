package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.SignInTransaction;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.platform.TenantId;
import org.fubako.tenant.TenantDirectory;

/** In whose name visitors of a link act: a link can do what its issuer could still do now, and nothing when he could not. */
@ApplicationScoped
class Issuers {

    @Inject
    TenantDirectory tenants;

    @EJB
    SignInTransaction accounts;

    /**
     * The issuer as he stands now, through the door of links; empty when the account is gone, suspended or may not publish any more.
     *
     * @param address where the visitor is
     */
    Optional<Caller> of(TenantId tenant, UUID account, String address) {
        return tenants.find(tenant)
                .flatMap(info -> accounts.byId(info, account)
                        .filter(SignInTransaction.Known::maySignIn)
                        .map(known -> accounts.caller(info, known, Surface.LINK, address)))
                .filter(issuer -> issuer.has(Role.PUBLISH_LINKS));
    }
}
