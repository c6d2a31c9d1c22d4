package org.fubako.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.servlets.WebdavServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11Protocol;

/** Tomcat's WebDAV servlet over a folder, in a process of its own. */
final class TomcatPeer {

    private TomcatPeer() {}

    /** @param arguments an empty folder; a port */
    public static void main(String[] arguments) throws LifecycleException, IOException {
        Path folder = Path.of(arguments[0]);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.resolve("work").toString());
        tomcat.setPort(Integer.parseInt(arguments[1]));
        if (tomcat.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setMaxKeepAliveRequests(-1);
        }
        Context context = tomcat.addContext(
                "", Files.createDirectory(folder.resolve("files")).toString());
        Wrapper servlet = Tomcat.addServlet(context, "webdav", new WebdavServlet());
        servlet.addInitParameter("listings", "true");
        servlet.addInitParameter("readonly", "false");
        context.addServletMappingDecoded("/*", "webdav");
        tomcat.start();
        tomcat.getServer().await();
    }
}
