package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.caller.Caller;
import org.fubako.platform.Hashes;
import org.fubako.platform.SecretKeys;
import org.fubako.platform.TenantId;

/**
 * Browsers in which somebody has signed in to an account before, and may therefore go on trying when strangers may not. What a browser
 * keeps opens nothing, and tells nobody but this service which accounts it is about: each entry is a random number, a day, and a keyed
 * hash of both and the account. Nothing of it is kept here.
 */
@ApplicationScoped
public class KnownDevices {

    /** How long a browser is known that is not used. */
    public static final Duration VALIDITY = Duration.ofDays(365);

    /** So many people of one browser are known. */
    private static final int MOST = 5;

    private static final int NUMBER_BYTES = 12;
    private static final int MAC_BYTES = 16;
    private static final String SEPARATOR = ".";
    private static final Pattern ENTRY = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final SecureRandom random = new SecureRandom();

    @Inject
    SecretKeys keys;

    @Inject
    Clock clock;

    private record Entry(String text, byte[] number, int day, byte[] mac) {

        /** Empty for what this service has never written. */
        static Optional<Entry> parse(String text) {
            if (!ENTRY.matcher(text).matches()) {
                return Optional.empty();
            }
            try {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
                byte[] number = new byte[NUMBER_BYTES];
                byte[] mac = new byte[MAC_BYTES];
                bytes.get(number);
                int day = bytes.getInt();
                bytes.get(mac);
                return Optional.of(new Entry(text, number, day, mac));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * What the browser is to keep from now on, after its user has signed in.
     *
     * @param before what it has kept until now, which may be anything
     */
    public String remember(Caller caller, String before) {
        String name = LoginName.key(caller.accountName());
        List<Entry> entries = entries(before);
        Optional<Entry> own = own(entries, caller.tenant(), name);
        byte[] number = own.map(Entry::number).orElseGet(this::draw);
        int day = today();
        ByteBuffer entry = ByteBuffer.allocate(NUMBER_BYTES + Integer.BYTES + MAC_BYTES)
                .put(number)
                .putInt(day)
                .put(mac(caller.tenant(), name, number, day));
        Stream<String> others = entries.stream()
                .filter(other -> own.filter(other::equals).isEmpty())
                .map(Entry::text)
                .limit(MOST - 1L);
        return Stream.concat(Stream.of(Base64.getUrlEncoder().withoutPadding().encodeToString(entry.array())), others)
                .collect(Collectors.joining(SEPARATOR));
    }

    /**
     * Which of the devices it is that the account is known by; empty if it is none.
     *
     * @param name the same for all spellings of the account
     */
    Optional<String> find(TenantId tenant, String name, String kept) {
        return own(entries(kept), tenant, name).map(entry -> HexFormat.of().formatHex(entry.number));
    }

    private static List<Entry> entries(String kept) {
        return kept.length() > MOST * 44
                ? List.of()
                : Arrays.stream(kept.split(Pattern.quote(SEPARATOR)))
                        .flatMap(text -> Entry.parse(text).stream())
                        .toList();
    }

    private Optional<Entry> own(List<Entry> entries, TenantId tenant, String name) {
        long oldest = today() - VALIDITY.toDays();
        return entries.stream()
                .filter(entry -> entry.day > oldest && entry.day <= today() + 1)
                .filter(entry -> MessageDigest.isEqual(entry.mac, mac(tenant, name, entry.number, entry.day)))
                .findFirst();
    }

    private byte[] mac(TenantId tenant, String name, byte[] number, int day) {
        String text = tenant + "|" + name + "|" + HexFormat.of().formatHex(number) + "|" + day;
        return Arrays.copyOf(Hashes.hmac(keys.derive("known-device"), text), MAC_BYTES);
    }

    private byte[] draw() {
        byte[] number = new byte[NUMBER_BYTES];
        random.nextBytes(number);
        return number;
    }

    private int today() {
        return (int) Duration.ofMillis(clock.millis()).toDays();
    }
}
