package org.fubako.web.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.fubako.account.SessionService;
import org.fubako.account.SessionService.SessionView;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.security.SessionCookie;

/** One's own portal sessions. What was made for a program sees them and ends none: its thief could lock the owner out. */
@Path("sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {

    @Inject
    CurrentCaller caller;

    @EJB
    SessionService sessions;

    @Inject
    SessionCookie cookie;

    @Context
    HttpServletRequest request;

    /** {@code current} is the one in which the request was sent. */
    public record Session(
            String id, String started, String lastSeen, String address, String userAgent, boolean current) {

        static Session of(SessionView view, ZoneId zone) {
            return new Session(
                    ApiText.id(view.id()),
                    ApiText.time(view.startedAt(), zone),
                    ApiText.time(view.lastSeenAt(), zone),
                    view.address(),
                    view.userAgent(),
                    view.current());
        }
    }

    @GET
    public List<Session> list() {
        Query.of(request);
        Caller owner = caller.require();
        return sessions.list(owner, cookie.find(request)).stream()
                .map(session -> Session.of(session, owner.zone()))
                .toList();
    }

    @DELETE
    public void endOthers() {
        Query.of(request);
        Caller owner = caller.requireInPerson();
        sessions.endOthers(owner, cookie.find(request));
    }

    @DELETE
    @Path("{id}")
    public void end(@PathParam("id") String id) {
        Query.of(request);
        UUID session = ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
        sessions.end(caller.requireInPerson(), session);
    }
}
