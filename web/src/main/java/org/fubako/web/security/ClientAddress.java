package org.fubako.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where a request really comes from. Forwarding headers count only when a trusted proxy has written them. */
@ApplicationScoped
public class ClientAddress {

    private final List<Network> trusted;

    protected ClientAddress() { // CDI proxy
        this(Optional.empty());
    }

    @Inject
    ClientAddress(@ConfigProperty(name = "fubako.trusted.proxies") Optional<String> proxies) {
        trusted = proxies.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .map(Network::parse)
                .toList();
    }

    public String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), request.getHeader("X-Forwarded-For"));
    }

    /** Walks the chain from the nearest hop outwards and stops at the first one that is nobody's trusted proxy. */
    String of(String socket, String forwarded) {
        if (forwarded == null || !isTrusted(socket)) {
            return socket;
        }
        String[] hops = forwarded.split(",");
        String client = socket;
        for (int hop = hops.length - 1; hop >= 0; hop--) {
            String address = hops[hop].strip();
            if (!Network.isAddress(address)) {
                return socket;
            }
            client = address;
            if (!isTrusted(address)) {
                return client;
            }
        }
        return client;
    }

    boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || isTrusted(request.getRemoteAddr()) && "https".equals(request.getHeader("X-Forwarded-Proto"));
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** An address range in CIDR notation. */
    record Network(InetAddress base, int bits) {

        static Network parse(String cidr) {
            int slash = cidr.indexOf('/');
            String address = slash < 0 ? cidr : cidr.substring(0, slash);
            if (!isAddress(address)) {
                throw new IllegalArgumentException("FUBAKO_TRUSTED_PROXIES: not an address range: " + cidr);
            }
            InetAddress base = literal(address);
            int all = base.getAddress().length * 8;
            int bits = slash < 0 ? all : Integer.parseInt(cidr.substring(slash + 1));
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException("FUBAKO_TRUSTED_PROXIES: not an address range: " + cidr);
            }
            return new Network(base, bits);
        }

        /** Literals only: a name would be looked up. */
        static boolean isAddress(String text) {
            return text.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                            && Arrays.stream(text.split("\\.")).allMatch(part -> Integer.parseInt(part) < 256)
                    || text.matches("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
        }

        boolean contains(String address) {
            if (!isAddress(address)) {
                return false;
            }
            // an IPv4 address mapped into IPv6 becomes IPv4 here
            byte[] other = literal(address).getAddress();
            byte[] own = base.getAddress();
            int shift = own.length * 8 - bits;
            return other.length == own.length
                    && new BigInteger(1, other).shiftRight(shift).equals(new BigInteger(1, own).shiftRight(shift));
        }

        private static InetAddress literal(String address) {
            try {
                return InetAddress.getByName(address);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address: " + address, e);
            }
        }
    }
}
