package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.fubako.platform.Hashes;
import org.fubako.platform.SecretKeys;

/** How the secrets of links are remembered, and what stands for them in a log. */
@ApplicationScoped
class LinkTokens {

    @Inject
    SecretKeys keys;

    /** Of the token in the address: the database alone opens no link. */
    byte[] hash(String token) {
        return Hashes.hmac(keys.derive("one-time-url"), token);
    }

    /** Of what lets a broken transfer go on. */
    byte[] grantHash(String grant) {
        return Hashes.hmac(keys.derive("one-time-url-grant"), grant);
    }

    /** Names a link without opening it. */
    static String inLog(UUID link) {
        return "link " + link.toString().replace("-", "");
    }
}
