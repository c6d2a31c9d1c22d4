package org.fubako.web.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** The description of this API. Written by hand: a test holds that no address is missing in it. */
@Path("openapi")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {

    static final String DOCUMENT = "/fubako/web/openapi.json";

    @Context
    HttpServletRequest request;

    @GET
    public byte[] document() throws IOException {
        Query.of(request);
        try (InputStream document = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
            return document.readAllBytes();
        }
    }
}
