package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Changed;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.NodeName;

/** MOVE (RFC 4918, section 9.9). */
@ApplicationScoped
class MoveMethod implements DavMethod {

    @EJB
    FileService files;

    @Inject
    OwnHosts hosts;

    @Override
    public String verb() {
        return "MOVE";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        Depth depth = request.depth();
        boolean shallow = depth == Depth.ZERO || depth == Depth.ONE;
        if (shallow && files.describe(request.caller(), request.path()).folder()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "Depth");
        }
        Optional<Transplant> move = Transplant.read(request, hosts, response);
        if (move.isEmpty()) {
            return;
        }
        FilePath target = move.get().target();
        if (sameButForCase(request.path(), target)) {
            files.rename(request.caller(), request.path(), target.name(), request.conditions());
            response.setStatus(HttpServletResponse.SC_CREATED);
            return;
        }
        Changed changed =
                files.move(request.caller(), request.path(), target, move.get().overwrite(), request.conditions());
        response.setStatus(Transplant.status(changed.created()));
    }

    /** The target is then the source itself and nothing to overwrite. */
    private static boolean sameButForCase(FilePath from, FilePath to) {
        return !from.isRoot()
                && !to.isRoot()
                && from.parent().equals(to.parent())
                && Arrays.equals(NodeName.key(from.name()), NodeName.key(to.name()));
    }
}
