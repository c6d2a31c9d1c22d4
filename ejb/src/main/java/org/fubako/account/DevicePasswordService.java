package org.fubako.account;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Passwords of one's own account for one device each: a lost one is ended alone, and the account's own is typed nowhere but in the portal. */
@Stateless
public class DevicePasswordService {

    /** What an account may have at once. */
    static final int MOST = 20;

    private static final int LONGEST_DAYS = 365;
    private static final Set<Surface> DOORS = Set.of(Surface.DAV, Surface.API);

    @Inject
    DevicePasswordRepository devices;

    @Inject
    IdSource ids;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /**
     * What is to be made.
     *
     * @param doors WebDAV, the API or both
     * @param folder the path below which alone it works; for WebDAV only, as the API has many ways to a document
     * @param validDays for ever if empty
     */
    public record Wish(
            String label,
            Set<Surface> doors,
            Scope scope,
            Optional<String> folder,
            List<String> addresses,
            Optional<Integer> validDays) {}

    /** A device password as its owner sees it later; the password itself is shown once. */
    public record DeviceView(
            UUID id,
            String label,
            Set<Surface> doors,
            Scope scope,
            Optional<String> folder,
            AddressRanges addresses,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> lastUsedAt,
            Optional<String> lastAddress) {}

    /** A new one, in clear for this one time. */
    public record NewDevice(DeviceView view, String password) {}

    public NewDevice create(Caller caller, Wish wish) {
        requireSound(wish);
        requireRoom(caller);
        String password = DeviceSecret.random(new SecureRandom());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        DeviceView view = new DeviceView(
                ids.next(),
                SecretLabel.require(wish.label),
                wish.doors,
                wish.scope,
                wish.folder,
                AddressRanges.parse(wish.addresses),
                now,
                wish.validDays.map(days -> now.plus(days, ChronoUnit.DAYS)),
                Optional.empty(),
                Optional.empty());
        byte[] hash = DeviceSecret.hash(password).orElseThrow();
        devices.add(caller.tenant(), caller.accountId(), view, hash);
        log.record(LogEvent.of(caller, Action.DEVICE_PASSWORD_CREATE, "").to(view.label));
        return new NewDevice(view, password);
    }

    private static void requireSound(Wish wish) {
        if (wish.doors.isEmpty() || !DOORS.containsAll(wish.doors)) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "doors");
        }
        if (wish.folder.isPresent() && wish.doors.contains(Surface.API)) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "folder");
        }
        if (wish.validDays.filter(days -> days < 1 || days > LONGEST_DAYS).isPresent()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "validDays");
        }
    }

    /** One of the account's requests at a time, so that the limit is one. */
    private void requireRoom(Caller caller) {
        devices.hold(caller.tenant(), caller.accountId());
        devices.dropEnded(caller.tenant(), caller.accountId(), clock.instant());
        if (list(caller).size() >= MOST) {
            throw new Refusal(Problem.DEVICE_PASSWORDS_AT_LIMIT, "");
        }
    }

    public List<DeviceView> list(Caller caller) {
        return devices.list(caller.tenant(), caller.accountId());
    }

    /** From now on it opens nothing: each request asks the database. */
    public void delete(Caller caller, UUID id) {
        DeviceView device = list(caller).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        devices.delete(caller.tenant(), caller.accountId(), id);
        log.record(LogEvent.of(caller, Action.DEVICE_PASSWORD_DELETE, "").to(device.label()));
    }
}
