package org.fubako.web.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Who makes this request; set once by the authentication mechanism. */
@RequestScoped
public class CurrentCaller {

    private Optional<Caller> caller = Optional.empty();

    /** The caller of a request that reached a protected address. */
    public Caller require() {
        return caller.orElseThrow(() -> new Refusal(Problem.ACCESS_DENIED, ""));
    }

    public Optional<Caller> find() {
        return caller;
    }

    public void set(Caller signedIn) {
        caller = Optional.of(signedIn);
    }
}
