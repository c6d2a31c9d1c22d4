package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.fubako.platform.Hashes;
import org.fubako.platform.SecretKeys;

/**
 * What is kept of the secrets of links, which is not enough to open one, and what stands for them in a log. Each kind of secret has a key
 * of its own.
 */
@ApplicationScoped
class LinkTokens {

    @Inject
    SecretKeys keys;

    /** Of the token in a one-time URL. */
    byte[] ofUrl(String token) {
        return Hashes.hmac(keys.derive("one-time-url"), token);
    }

    /** Of what lets a broken transfer go on. */
    byte[] ofGrant(String grant) {
        return Hashes.hmac(keys.derive("one-time-url-grant"), grant);
    }

    /** Of the token in the address of a receive folder. */
    byte[] ofReceiveFolder(String token) {
        return Hashes.hmac(keys.derive("receive-link"), token);
    }

    /** Of what a visitor of a receive folder has in a cookie. */
    byte[] ofVisit(String secret) {
        return Hashes.hmac(keys.derive("receive-visit"), secret);
    }

    /** Names a link without opening it. */
    static String inLog(UUID link) {
        return "link " + link.toString().replace("-", "");
    }
}
