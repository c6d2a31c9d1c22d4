package org.fubako.web.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST door. Resources lie with the capability they are about. */
@ApplicationPath(RestApplication.ROOT)
public class RestApplication extends Application {

    public static final String ROOT = "/api/v1";
}
