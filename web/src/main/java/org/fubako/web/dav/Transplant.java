package org.fubako.web.dav;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;

/**
 * What COPY and MOVE read in the same way (RFC 4918, sections 9.8 and 9.9).
 *
 * @param overwrite true unless the client says {@code F} (section 10.6)
 */
record Transplant(FilePath target, boolean overwrite) {

    private static final int BAD_GATEWAY = 502;

    /** Empty when the answer has been given already: the target is elsewhere (502), or is the source (403). */
    static Optional<Transplant> read(DavRequest request, OwnHosts hosts, HttpServletResponse response) {
        Optional<FilePath> target = Destinations.of(request, hosts);
        if (target.isEmpty()) {
            response.setStatus(BAD_GATEWAY);
            return Optional.empty();
        }
        if (target.get().equals(request.path())) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return Optional.empty();
        }
        if (Aside.covers(target.get())) {
            throw new Refusal(Problem.NAME_RESERVED, target.get().name());
        }
        return Optional.of(new Transplant(target.get(), overwrite(request)));
    }

    static int status(boolean created) {
        return created ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_NO_CONTENT;
    }

    private static boolean overwrite(DavRequest request) {
        String field = request.header("Overwrite").orElse("T");
        if (!field.equalsIgnoreCase("T") && !field.equalsIgnoreCase("F")) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "Overwrite");
        }
        return field.equalsIgnoreCase("T");
    }
}
