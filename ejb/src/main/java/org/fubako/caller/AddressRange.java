package org.fubako.caller;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IPv4 or IPv6 addresses that begin with the same bits, written as in RFC 4632 and RFC 4291 ({@code 192.0.2.0/24}); an address alone
 * is a range of one. IPv4 addresses mapped into IPv6 are the IPv4 addresses.
 */
public record AddressRange(InetAddress base, int bits) {

    private static final int MAPPED_BITS = 96;
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    /** Empty for what is no range. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        return literal(address).flatMap(base -> {
            int all = base.getAddress().length * Byte.SIZE;
            return slash < 0
                    ? Optional.of(new AddressRange(base, all))
                    : bits(text.substring(slash + 1), address, all).map(bits -> new AddressRange(base, bits));
        });
    }

    private static Optional<Integer> bits(String digits, String address, int all) {
        boolean mapped = all == Integer.SIZE && address.indexOf(':') >= 0;
        return Optional.of(digits)
                .filter(text -> BITS.matcher(text).matches())
                .map(text -> Integer.parseInt(text) - (mapped ? MAPPED_BITS : 0))
                .filter(bits -> bits >= 0 && bits <= all);
    }

    /** False for what is no address. A zone ({@code %eth0}) does not count. */
    public boolean contains(String address) {
        return literal(address.replaceFirst("%.*", "")).map(this::contains).orElse(false);
    }

    private boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        byte[] own = base.getAddress();
        int shift = own.length * Byte.SIZE - bits;
        return other.length == own.length
                && new BigInteger(1, other).shiftRight(shift).equals(new BigInteger(1, own).shiftRight(shift));
    }

    /** An address; empty for what is none: a name would be looked up. */
    public static Optional<InetAddress> literal(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }
}
