package org.fubako.web.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST door. Resources lie with the capability they are about. */
@ApplicationPath(RestApplication.ROOT)
public class RestApplication extends Application {

    public static final String ROOT = "/api/v1";

    /** Without the description that Jersey makes by itself: ours is the OpenAPI document, which asks who reads it. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
