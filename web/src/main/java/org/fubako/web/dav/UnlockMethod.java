package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.LockService;

/** UNLOCK (RFC 4918, section 9.11). */
@ApplicationScoped
class UnlockMethod implements DavMethod {

    @EJB
    LockService locks;

    @Override
    public String verb() {
        return "UNLOCK";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) {
        String field =
                request.header("Lock-Token").orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, "Lock-Token"));
        UUID token = LockTokens.parse(field)
                .orElseThrow(
                        () -> new Refusal(Problem.LOCK_UNKNOWN, request.path().toString()));
        locks.unlock(request.caller(), request.path(), token);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
