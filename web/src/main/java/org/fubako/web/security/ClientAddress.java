package org.fubako.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where a request really comes from. Forwarding headers count only when a trusted proxy has written them. */
@ApplicationScoped
public class ClientAddress {

    private static final System.Logger LOG = System.getLogger(ClientAddress.class.getName());

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

    /** A proxy may add a line of its own instead of writing behind what the client has sent: all lines count. */
    public String of(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders("X-Forwarded-For"));
        return of(request.getRemoteAddr(), lines.isEmpty() ? null : String.join(",", lines));
    }

    /** Walks the chain from the nearest hop outwards and stops at the first one that is nobody's trusted proxy. */
    String of(String socket, String forwarded) {
        if (forwarded == null || !isTrusted(socket)) {
            return plain(socket);
        }
        String[] hops = forwarded.split(",", -1);
        String client = socket;
        for (int hop = hops.length - 1; hop >= 0; hop--) {
            String address = hops[hop].strip();
            if (Network.literal(address).isEmpty()) {
                LOG.log(Level.WARNING, "malformed X-Forwarded-For from {0}", socket);
                return plain(socket);
            }
            client = address;
            if (!isTrusted(address)) {
                return plain(client);
            }
        }
        return plain(client);
    }

    /** One spelling for each address, without the name of an interface. */
    private static String plain(String address) {
        return Network.literal(address.replaceFirst("%.*", ""))
                .map(InetAddress::getHostAddress)
                .orElse(address);
    }

    boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || isTrusted(request.getRemoteAddr()) && "https".equals(request.getHeader("X-Forwarded-Proto"));
    }

    /** From this machine itself, and not through a proxy on it. */
    boolean isDirectFromHere(HttpServletRequest request) {
        boolean forwarded = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
        return !forwarded
                && Network.literal(request.getRemoteAddr().replaceFirst("%.*", ""))
                        .map(InetAddress::isLoopbackAddress)
                        .orElse(false);
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** An address range in CIDR notation. */
    record Network(InetAddress base, int bits) {

        private static final int MAPPED_BITS = 96;
        private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
        private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

        static Network parse(String cidr) {
            int slash = cidr.indexOf('/');
            String address = slash < 0 ? cidr : cidr.substring(0, slash);
            InetAddress base = literal(address).orElseThrow(() -> malformed(cidr));
            int all = base.getAddress().length * 8;
            int bits = slash < 0 ? all : number(cidr, cidr.substring(slash + 1));
            if (slash >= 0 && all == 32 && address.indexOf(':') >= 0) {
                bits -= MAPPED_BITS;
            }
            if (bits < 0 || bits > all) {
                throw malformed(cidr);
            }
            return new Network(base, bits);
        }

        private static int number(String cidr, String digits) {
            if (!digits.matches("\\d{1,3}")) {
                throw malformed(cidr);
            }
            return Integer.parseInt(digits);
        }

        private static IllegalArgumentException malformed(String cidr) {
            return new IllegalArgumentException("FUBAKO_TRUSTED_PROXIES: not an address range: " + cidr);
        }

        boolean contains(String address) {
            return literal(address.replaceFirst("%.*", "")).map(this::contains).orElse(false);
        }

        private boolean contains(InetAddress address) {
            byte[] other = address.getAddress();
            byte[] own = base.getAddress();
            int shift = own.length * 8 - bits;
            return other.length == own.length
                    && new BigInteger(1, other).shiftRight(shift).equals(new BigInteger(1, own).shiftRight(shift));
        }

        /** Empty for what is no address: a name would be looked up. An IPv4 address mapped into IPv6 becomes IPv4. */
        static Optional<InetAddress> literal(String text) {
            if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(InetAddress.getByName(text));
            } catch (UnknownHostException e) {
                return Optional.empty();
            }
        }
    }
}
