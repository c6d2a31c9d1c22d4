package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletResponse;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FileService;

/** DELETE (RFC 4918, section 9.6): a folder goes with all that is in it, so no other depth is understood. */
@ApplicationScoped
class DeleteMethod implements DavMethod {

    @EJB
    FileService files;

    @Override
    public String verb() {
        return "DELETE";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) {
        Depth depth = request.depth();
        boolean shallow = depth == Depth.ZERO || depth == Depth.ONE;
        if (shallow && files.describe(request.caller(), request.path()).folder()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "Depth");
        }
        files.delete(request.caller(), request.path(), request.conditions());
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
