package org.fubako.audit;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import org.fubako.platform.Hashes;
import org.fubako.platform.SecretKeys;

/** Seals rows with a key that the database does not have: whoever can write there still cannot forge a line. */
@ApplicationScoped
class LogSeal {

    @Inject
    SecretKeys keys;

    private byte[] key;

    @PostConstruct
    void deriveKey() {
        key = keys.derive("audit");
    }

    byte[] of(LogRow row) {
        return Hashes.hmac(key).doFinal(CanonicalForm.of(row));
    }

    /** Whether the row is as it was written, and written by Fubako. */
    boolean isGenuine(SealedRow sealed) {
        return MessageDigest.isEqual(of(sealed.row()), sealed.mac());
    }
}
