package org.fubako.web.dav;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.fubako.platform.NameKey;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.web.security.CurrentCaller;

/**
 * Keeps a device password that was made for one folder in there. Everything else answers as if there were nothing: what the address
 * names, and what {@code Destination} does. That includes the folders for chunks, which are the account's and not the folder's.
 */
@ApplicationScoped
class Confinement {

    @Inject
    CurrentCaller current;

    @Inject
    OwnHosts hosts;

    /** @throws Refusal NOT_FOUND for a request that leads out of the folder */
    void require(DavRequest request) {
        current.reach().folder().map(FilePath::parse).ifPresent(folder -> {
            requireWithin(folder, request.path());
            if (request.header("Destination").isPresent()) {
                Destinations.of(request, hosts).ifPresent(target -> requireWithin(folder, target));
            }
        });
    }

    private static void requireWithin(FilePath folder, FilePath path) {
        if (!isWithin(folder, path)) {
            throw new Refusal(Problem.NOT_FOUND, path.toString());
        }
    }

    /** As names are compared in the tree: case does not count. */
    static boolean isWithin(FilePath folder, FilePath path) {
        List<String> top = folder.segments();
        List<String> names = path.segments();
        for (int at = 0; at < top.size(); at++) {
            if (at >= names.size() || !Arrays.equals(NameKey.of(top.get(at)), NameKey.of(names.get(at)))) {
                return false;
            }
        }
        return true;
    }
}
