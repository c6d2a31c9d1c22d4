package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.fubako.platform.Hashes;
import org.fubako.platform.SecretKeys;

/** What is kept of the secrets in addresses and cookies of receive folders: keyed hashes, by which nobody finds the secrets. */
@ApplicationScoped
class ReceiveTokens {

    @Inject
    SecretKeys keys;

    byte[] ofLink(String token) {
        return Hashes.hmac(keys.derive("receive-link"), token);
    }

    byte[] ofVisit(String token) {
        return Hashes.hmac(keys.derive("receive-visit"), token);
    }
}
