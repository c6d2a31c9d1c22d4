package org.fubako.audit;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.fubako.platform.SecretKeys;

/** Seals rows with a key that the database does not have: whoever can write there still cannot forge a line. */
@ApplicationScoped
class LogSeal {

    private static final String ALGORITHM = "HmacSHA256";

    @Inject
    SecretKeys keys;

    private SecretKey key;

    @PostConstruct
    void deriveKey() {
        key = new SecretKeySpec(keys.derive("audit"), ALGORITHM);
    }

    byte[] of(LogRow row) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(CanonicalForm.of(row));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
