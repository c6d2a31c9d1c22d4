package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.LockRequest;
import org.fubako.storage.LockService;
import org.fubako.storage.LockView;

/** LOCK (RFC 4918, section 9.10): with a body a new lock, without one more time for a lock that is held. */
@ApplicationScoped
class LockMethod implements DavMethod {

    private static final int LONGEST_OWNER = 2000;

    @EJB
    LockService locks;

    @Inject
    Clock clock;

    @Override
    public String verb() {
        return "LOCK";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        Duration timeout = LockTimeout.of(request.header("Timeout"));
        Optional<XmlElement> body = DavXml.read(request.http().getInputStream());
        if (body.isEmpty()) {
            answer(request, response, HttpServletResponse.SC_OK, refresh(request, timeout));
            return;
        }
        Depth depth = request.depth();
        if (depth == Depth.ONE) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "Depth");
        }
        LockRequest wish = wish(body.get(), depth != Depth.ZERO, timeout);
        LockService.Granted granted = locks.lock(request.caller(), request.path(), wish, request.conditions());
        response.setHeader("Lock-Token", "<" + LockTokens.uri(granted.lock().token()) + ">");
        int status = granted.created() ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK;
        answer(request, response, status, granted.lock());
    }

    static LockRequest wish(XmlElement root, boolean deep, Duration timeout) {
        if (!root.is("lockinfo")) {
            throw DavXml.malformed();
        }
        XmlElement scope = root.child("lockscope").orElseThrow(DavXml::malformed);
        boolean exclusive = scope.child("exclusive").isPresent();
        boolean write =
                root.child("locktype").flatMap(type -> type.child("write")).isPresent();
        if (!write || exclusive == scope.child("shared").isPresent()) {
            throw DavXml.malformed();
        }
        String owner = root.child("owner").map(XmlElement::inner).orElse("");
        if (owner.codePointCount(0, owner.length()) > LONGEST_OWNER) {
            throw new Refusal(Problem.BODY_TOO_LARGE, "owner");
        }
        return LockRequest.ofProgram(exclusive, deep, owner, timeout);
    }

    /** The token comes in {@code If}; which of several is meant is the one that covers this resource. */
    private LockView refresh(DavRequest request, Duration timeout) {
        if (request.conditions().lockTokens().isEmpty()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "If");
        }
        UUID token = locks.locksOn(request.caller(), request.path()).stream()
                .map(LockView::token)
                .filter(request.conditions().lockTokens()::contains)
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(Problem.PRECONDITION_FAILED, request.path().toString()));
        return locks.refresh(request.caller(), request.path(), token, timeout);
    }

    private void answer(DavRequest request, HttpServletResponse response, int status, LockView lock)
            throws IOException {
        LockXml.answer(response, status, lock, request.prefix(), clock.instant());
    }
}
