package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Changed;
import org.fubako.storage.FileService;

/** COPY (RFC 4918, section 9.8): with what is inside, or of depth 0 the folder alone. */
@ApplicationScoped
class CopyMethod implements DavMethod {

    @EJB
    FileService files;

    @Inject
    OwnHosts hosts;

    @Override
    public String verb() {
        return "COPY";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        Depth depth = request.depth();
        if (depth == Depth.ONE) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "Depth");
        }
        Optional<Transplant> copy = Transplant.read(request, hosts, response);
        if (copy.isPresent()) {
            Changed changed = files.copy(
                    request.caller(),
                    request.path(),
                    copy.get().target(),
                    copy.get().overwrite(),
                    depth != Depth.ZERO,
                    request.conditions());
            response.setStatus(Transplant.status(changed.created()));
        }
    }
}
