package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fubako.account.DevicePasswordRepository.Shown;
import org.fubako.caller.Surface;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;

/**
 * Device passwords as somebody shows them who signs in. Nothing of them is remembered: one statement by a key costs less than it would
 * to end what other nodes remember. No slow hash and no brake either, as nobody guesses 130 random bits; what is none takes the way of
 * every wrong password.
 */
@ApplicationScoped
class DevicePasswords {

    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    @Inject
    DevicePasswordRepository devices;

    @Inject
    Clock clock;

    /** The one that this is, if it is good at this door, from this address and today. */
    Optional<Shown> find(TenantId tenant, String account, String password, Surface surface, String address) {
        return DeviceSecret.hash(password)
                .flatMap(hash -> devices.find(tenant, NameKey.of(account), hash))
                .filter(shown -> shown.doors().contains(surface)
                        && shown.addresses().admit(address)
                        && shown.expiresAt().filter(this::isOver).isEmpty());
    }

    private boolean isOver(Instant end) {
        return !clock.instant().isBefore(end);
    }

    /** Whether this use was written down: an hour's first one is. */
    boolean noteUse(TenantId tenant, Shown shown, String address) {
        Instant now = clock.instant();
        Instant before = now.minus(NOTED_EVERY);
        boolean due = shown.lastUsedAt().map(last -> last.isBefore(before)).orElse(true);
        return due && devices.noteUse(tenant, shown.id(), now, address, before);
    }
}
