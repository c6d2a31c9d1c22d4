package org.fubako.web.dav;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.fubako.storage.LockView;
import org.fubako.web.http.RawPath;

/** Live locks as {@code lockdiscovery} shows them (RFC 4918, section 15.8). */
final class LockXml {

    private LockXml() {}

    /** The answer to LOCK. */
    static void answer(HttpServletResponse response, int status, LockView lock, String prefix, Instant now)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/xml; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        new XmlWriter(response.getOutputStream())
                .begin("prop")
                .property(DavNames.dav("lockdiscovery"), activeLocks(List.of(lock), prefix, now))
                .end("prop");
    }

    static String activeLocks(List<LockView> locks, String prefix, Instant now) {
        return locks.stream().map(lock -> activeLock(lock, prefix, now)).collect(Collectors.joining());
    }

    private static String activeLock(LockView lock, String prefix, Instant now) {
        String owner = lock.ownerXml() == null || lock.ownerXml().isEmpty()
                ? ""
                : "<D:owner>" + lock.ownerXml() + "</D:owner>";
        // rounded, so that what has just been granted is answered as granted
        long seconds = Math.max(
                0, Duration.between(now, lock.expiresAt()).plusMillis(500).toSeconds());
        return "<D:activelock><D:locktype><D:write/></D:locktype><D:lockscope>"
                + (lock.exclusive() ? "<D:exclusive/>" : "<D:shared/>")
                + "</D:lockscope><D:depth>" + (lock.deep() ? "infinity" : "0") + "</D:depth>"
                + owner
                + "<D:timeout>Second-" + seconds + "</D:timeout>"
                + "<D:locktoken><D:href>" + LockTokens.uri(lock.token()) + "</D:href></D:locktoken>"
                + "<D:lockroot><D:href>" + RawPath.href(prefix, lock.root(), false) + "</D:href></D:lockroot>"
                + "</D:activelock>";
    }
}
