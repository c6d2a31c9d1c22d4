package org.fubako.web.dav;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.web.http.RawPath;

/**
 * A request to the WebDAV door.
 *
 * @param prefix what stands before the root in every address, {@code /dav}
 * @param conditions ETags and the lock tokens of a true {@code If} field
 */
record DavRequest(Caller caller, FilePath path, String prefix, Conditions conditions, HttpServletRequest http) {

    Optional<String> header(String name) {
        return Optional.ofNullable(http.getHeader(name)).map(String::strip);
    }

    String href(FilePath target, boolean folder) {
        return RawPath.href(prefix, target, folder);
    }

    /** Whether something comes after the header; asks the fields only, so that no client waits for "100 Continue" in vain. */
    boolean hasBody() {
        return http.getContentLengthLong() > 0 || http.getHeader("Transfer-Encoding") != null;
    }

    Depth depth() {
        return Depth.of(header("Depth"));
    }
}
