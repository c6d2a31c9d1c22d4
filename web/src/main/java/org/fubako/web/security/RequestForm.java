package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.ProblemJson;

/**
 * What a request must be as HTTP, whoever sends it. The container reads some requests otherwise than a proxy in front may have done,
 * and where two disagree on where a body ends, one request can hide in another (RFC 9112, section 11.2): such a request is refused and
 * its connection closed, so that nothing behind it is read.
 */
final class RequestForm {

    private static final int MOST_HEADERS = 100;
    private static final int HIGHEST_PORT = 65535;
    private static final Set<String> VERSIONS = Set.of("HTTP/1.0", "HTTP/1.1", "HTTP/2.0");
    private static final Set<String> OF_PAGES = Set.of("GET", "HEAD", "POST");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HOST = Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._-]+)(?::(\\d{1,5}))?");

    private RequestForm() {}

    /** Whether the request has been refused, and answered. */
    static boolean refuses(HttpServletRequest request, HttpServletResponse response, Area area) throws IOException {
        Optional<String> fault = fault(request);
        if (fault.isPresent()) {
            response.setHeader("Connection", "close");
            ProblemJson.write(request, response, new Refusal(Problem.REQUEST_MALFORMED, fault.get()));
            return true;
        }
        boolean page = area == Area.PORTAL || area == Area.PUBLIC;
        if (page && !OF_PAGES.contains(request.getMethod())) {
            ProblemJson.methodNotAllowed(response, "GET, HEAD, POST");
            return true;
        }
        return false;
    }

    /** What is wrong with the head, by the name of the field; empty when nothing is. */
    private static Optional<String> fault(HttpServletRequest request) {
        List<String> names = Collections.list(request.getHeaderNames());
        if (!VERSIONS.contains(request.getProtocol())
                || !request.getRequestURI().startsWith("/")) {
            return Optional.of(request.getProtocol());
        }
        if (names.size() > MOST_HEADERS
                || !names.stream().allMatch(name -> TOKEN.matcher(name).matches())) {
            return Optional.of("header");
        }
        if (!isHostRight(request.getProtocol(), Collections.list(request.getHeaders("Host")))) {
            return Optional.of("Host");
        }
        List<String> lengths = Collections.list(request.getHeaders("Content-Length"));
        List<String> codings = Collections.list(request.getHeaders("Transfer-Encoding"));
        return isFramingRight(request.getProtocol(), lengths, codings)
                ? Optional.empty()
                : Optional.of("Transfer-Encoding");
    }

    /** One and only one (RFC 9112, section 3.2), and nothing but a name or an address with a port. */
    static boolean isHostRight(String version, List<String> hosts) {
        if (hosts.isEmpty()) {
            return !version.equals("HTTP/1.1");
        }
        Matcher host = HOST.matcher(hosts.get(0).strip());
        return hosts.size() == 1
                && host.matches()
                && (host.group(1) == null || Integer.parseInt(host.group(1)) <= HIGHEST_PORT);
    }

    /** Either a length or the one coding that is spoken here, and that not before HTTP/1.1 (RFC 9112, section 6). */
    static boolean isFramingRight(String version, List<String> lengths, List<String> codings) {
        if (codings.isEmpty()) {
            return lengths.size() <= 1;
        }
        return version.equals("HTTP/1.1")
                && lengths.isEmpty()
                && codings.size() == 1
                && codings.get(0).strip().equalsIgnoreCase("chunked");
    }
}
