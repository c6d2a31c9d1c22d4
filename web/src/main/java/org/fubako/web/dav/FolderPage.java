package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.fubako.storage.FileService;
import org.fubako.storage.Listing;
import org.fubako.storage.NodeView;

/** The names in a folder as plain HTML, so that somebody who opens the address in a browser sees something. */
@ApplicationScoped
class FolderPage {

    @EJB
    FileService files;

    void answer(DavRequest request, HttpServletResponse response) throws IOException {
        Listing listing = files.list(request.caller(), request.path());
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox allow-downloads; default-src 'none'");
        if (request.http().getMethod().equals("HEAD")) {
            return;
        }
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        String title = XmlWriter.escape(request.path().toString());
        out.write("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><h1>"
                + title + "</h1><ul>\n");
        for (NodeView child : listing.children()) {
            String name = XmlWriter.escape(child.name()) + (child.folder() ? "/" : "");
            String href = request.href(child.path(), child.folder());
            out.write("<li><a href=\"" + href + "\">" + name + "</a></li>\n");
        }
        out.write("</ul></body></html>\n");
        out.flush();
    }
}
