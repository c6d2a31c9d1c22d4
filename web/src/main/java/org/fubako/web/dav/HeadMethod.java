package org.fubako.web.dav;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** HEAD: what GET would say, without the content. */
@ApplicationScoped
class HeadMethod implements DavMethod {

    @Inject
    GetMethod get;

    @Override
    public String verb() {
        return "HEAD";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        get.handle(request, response);
    }
}
