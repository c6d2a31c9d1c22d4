package org.fubako.web.storage;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.NodeView;
import org.fubako.web.http.RawPath;
import org.fubako.web.rest.RestApplication;

/** Between paths and the addresses of the API. */
final class ApiPaths {

    private ApiPaths() {}

    /** What follows the name of the collection in the address, as it was sent. */
    static FilePath of(HttpServletRequest request, String collection) {
        return RawPath.parse(
                request.getRequestURI(), request.getContextPath() + RestApplication.ROOT + "/" + collection);
    }

    /** The root holds the spaces and cannot be changed itself. */
    static FilePath belowRoot(FilePath path) {
        if (path.isRoot()) {
            throw new Refusal(Problem.SPACE_IS_FIXED, path.toString());
        }
        return path;
    }

    static URI address(HttpServletRequest request, NodeView node) {
        String collection = request.getContextPath() + RestApplication.ROOT + (node.folder() ? "/folders" : "/files");
        return URI.create(RawPath.href(collection, node.path(), false));
    }
}
