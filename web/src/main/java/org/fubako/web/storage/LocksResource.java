package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.List;
import org.fubako.caller.Caller;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.LockService;
import org.fubako.storage.LockView;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Locks, the same that WebDAV takes. */
@Path("locks{path: (/.*)?}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LocksResource {

    @Inject
    CurrentCaller caller;

    @EJB
    LockService locks;

    @EJB
    FileService files;

    @Context
    HttpServletRequest request;

    /** Who holds something and until when; {@code path} is where the lock was taken, maybe a folder above. */
    public record Lock(String path, String account, boolean exclusive, String expires) {

        static Lock of(LockView lock, ZoneId zone) {
            return new Lock(
                    lock.root().toString(), lock.account(), lock.exclusive(), ApiText.time(lock.expiresAt(), zone));
        }
    }

    @GET
    public List<Lock> list() {
        Query.of(request);
        Caller api = caller.overApi();
        FilePath path = path();
        files.describe(api, path);
        return locks.locksOn(api, path).stream()
                .map(lock -> Lock.of(lock, api.zone()))
                .toList();
    }

    /** Locks a document for the caller in person. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response hold() {
        Query.of(request);
        Caller api = caller.overApi();
        return Response.status(Response.Status.CREATED)
                .entity(Lock.of(locks.hold(api, path()), api.zone()))
                .build();
    }

    /** Ends the locks on a document; those of others for whoever administers the space. */
    @DELETE
    public void release() {
        Query.of(request);
        locks.release(caller.overApi(), path());
    }

    private FilePath path() {
        return ApiPaths.belowRoot(ApiPaths.of(request, "locks"));
    }
}
