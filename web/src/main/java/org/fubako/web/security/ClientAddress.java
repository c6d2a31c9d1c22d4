package org.fubako.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.caller.AddressRange;

/** Where a request really comes from. Forwarding headers count only when a trusted proxy has written them. */
@ApplicationScoped
public class ClientAddress {

    private static final System.Logger LOG = System.getLogger(ClientAddress.class.getName());

    private final List<AddressRange> trusted;

    protected ClientAddress() { // CDI proxy
        this(Optional.empty());
    }

    @Inject
    ClientAddress(@ConfigProperty(name = "fubako.trusted.proxies") Optional<String> proxies) {
        trusted = proxies.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .map(ClientAddress::range)
                .toList();
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("FUBAKO_TRUSTED_PROXIES: not an address range: " + text));
    }

    /**
     * How a request looks from here.
     *
     * @param address the client's, as it counts everywhere
     * @param neighbour whoever has opened the connection
     * @param forwarded whether somebody says to have forwarded it
     * @param believed whether a trusted proxy says so
     */
    public record Sight(String address, String neighbour, boolean forwarded, boolean believed) {}

    public Sight sight(HttpServletRequest request) {
        boolean forwarded = request.getHeader("X-Forwarded-For") != null;
        String neighbour = request.getRemoteAddr();
        return new Sight(of(request), plain(neighbour), forwarded, forwarded && isTrusted(neighbour));
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
            if (AddressRange.literal(address).isEmpty()) {
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
        return AddressRange.literal(address.replaceFirst("%.*", ""))
                .map(InetAddress::getHostAddress)
                .orElse(address);
    }

    /** Whether the request came by TLS, to here or to a trusted proxy. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure()
                || isTrusted(request.getRemoteAddr()) && "https".equals(request.getHeader("X-Forwarded-Proto"));
    }

    /** The name under which the client has called the service, without a port. */
    public String host(HttpServletRequest request) {
        return request.getServerName();
    }

    /** From this machine itself, and not through a proxy on it. */
    boolean isDirectFromHere(HttpServletRequest request) {
        boolean forwarded = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
        return !forwarded
                && AddressRange.literal(request.getRemoteAddr().replaceFirst("%.*", ""))
                        .map(InetAddress::isLoopbackAddress)
                        .orElse(false);
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }
}
