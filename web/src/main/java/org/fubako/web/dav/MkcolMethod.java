package org.fubako.web.dav;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FileService;

/** MKCOL (RFC 4918, section 9.3). */
@ApplicationScoped
class MkcolMethod implements DavMethod {

    @Inject
    FileService files;

    @Override
    public String verb() {
        return "MKCOL";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) {
        if (request.hasBody()) {
            throw new Refusal(Problem.BODY_NOT_TAKEN, "MKCOL");
        }
        if (request.path().isRoot()) {
            throw new Refusal(Problem.NAME_TAKEN, "/");
        }
        files.createFolder(request.caller(), request.path(), "", request.conditions());
        response.setStatus(HttpServletResponse.SC_CREATED);
    }
}
