package org.fubako.web.dav;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.fubako.storage.Changed;
import org.fubako.web.http.ContentReceiver;
import org.fubako.web.http.EntityTags;

/** PUT (RFC 4918, section 9.7). */
@ApplicationScoped
class PutMethod implements DavMethod {

    @Inject
    ContentReceiver receiver;

    @Override
    public String verb() {
        return "PUT";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        Changed stored = receiver.receive(request.caller(), request.path(), request.http(), request.conditions());
        describe(stored, request, response);
        receiver.answer(stored, response);
    }

    /** What sync clients want to know of what they have stored. */
    static void describe(Changed stored, DavRequest request, HttpServletResponse response) {
        stored.node().etag().map(EntityTags::quoted).ifPresent(tag -> {
            response.setHeader("ETag", tag);
            // what sync clients read
            response.setHeader("OC-ETag", tag);
        });
        request.header("X-OC-Mtime")
                .flatMap(ContentReceiver::modifiedAt)
                .ifPresent(time -> response.setHeader("X-OC-Mtime", "accepted"));
    }
}
