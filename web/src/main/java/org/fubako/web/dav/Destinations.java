package org.fubako.web.dav;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.web.http.RawPath;

/** Addresses inside of header fields: {@code Destination} and the tags of {@code If} (RFC 4918, sections 8.3 and 10.3). */
final class Destinations {

    private Destinations() {}

    /** What the {@code Destination} field names; empty when that is elsewhere. */
    static Optional<FilePath> of(DavRequest request, OwnHosts hosts) {
        String destination = request.header("Destination")
                .filter(written -> !written.isEmpty())
                .orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, "Destination"));
        return parse(
                destination, authority -> hosts.include(authority, request.http(), request.caller()), request.prefix());
    }

    /**
     * The place that a URL or an absolute path names; empty when it is on another server or outside of this door.
     *
     * @param ours whether an authority is one under which this server is reached
     */
    static Optional<FilePath> parse(String written, Predicate<String> ours, String prefix) {
        String url = octetsAsUtf8(written.strip());
        int scheme = url.indexOf("://");
        String path = url;
        if (scheme > 0 && !url.startsWith("/")) {
            int slash = url.indexOf('/', scheme + 3);
            String authority = slash < 0 ? url.substring(scheme + 3) : url.substring(scheme + 3, slash);
            if (!ours.test(authority)) {
                return Optional.empty();
            }
            path = slash < 0 ? "/" : url.substring(slash);
        }
        boolean below = path.equals(prefix) || path.startsWith(prefix + "/");
        return below ? Optional.of(RawPath.parse(path, prefix)) : Optional.empty();
    }

    /** Without user and default port: a proxy in front may speak TLS where we do not. */
    static String plain(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return host.replaceFirst(":(80|443)?$", "");
    }

    /** Header fields arrive as ISO 8859-1; some clients send UTF-8 in them as it is. */
    private static String octetsAsUtf8(String field) {
        boolean octets = field.chars().allMatch(c -> c < 0x100) && field.chars().anyMatch(c -> c > 0x7F);
        return octets ? new String(field.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8) : field;
    }
}
