package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.Hashes;
import org.fubako.platform.SecretKeys;

/**
 * What a visitor carries in a cookie who has given the password and proved the address of one link: signed, for a short while, and kept
 * nowhere. It opens nothing that has ended meanwhile.
 */
@ApplicationScoped
public class VisitPass {

    private static final int MOST_PARTS = 2;

    @Inject
    SecretKeys keys;

    @Inject
    Clock clock;

    /**
     * What was proved.
     *
     * @param mail the address that was proved; empty if none had to be
     */
    public record Proof(String mail, Instant until) {}

    /** For one subject, such as a link; the mail is empty when none was proved. */
    public String issue(UUID subject, String mail, Instant until) {
        String said = until.getEpochSecond() + ":" + mail;
        return base64(said.getBytes(StandardCharsets.UTF_8)) + "." + base64(mac(subject, said));
    }

    /** Empty for what was not issued for this subject, and when its time is over. */
    public Optional<Proof> read(UUID subject, String pass) {
        String[] parts = pass.split("\\.", -1);
        if (parts.length != MOST_PARTS) {
            return Optional.empty();
        }
        try {
            String said = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            boolean genuine = MessageDigest.isEqual(Base64.getUrlDecoder().decode(parts[1]), mac(subject, said));
            return genuine ? proof(said) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no base64, so not of ours
        }
    }

    private Optional<Proof> proof(String said) {
        int colon = said.indexOf(':');
        Instant until = Instant.ofEpochSecond(Long.parseLong(said.substring(0, colon)));
        return clock.instant().isBefore(until)
                ? Optional.of(new Proof(said.substring(colon + 1), until))
                : Optional.empty();
    }

    private byte[] mac(UUID subject, String said) {
        return Hashes.hmac(keys.derive("visit-pass"), subject + "|" + said);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
