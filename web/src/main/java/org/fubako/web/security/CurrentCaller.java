package org.fubako.web.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.fubako.account.Reach;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Who makes this request; set once by the first filter. */
@RequestScoped
public class CurrentCaller {

    private Optional<SignedInRequest> request = Optional.empty();

    /** The caller of a request that reached a protected address. */
    public Caller require() {
        return find().orElseThrow(() -> new Refusal(Problem.ACCESS_DENIED, ""));
    }

    /** The caller, if more than a secret of a program speaks for it: for what would let a stolen one live on. */
    public Caller requireInPerson() {
        Caller caller = require();
        if (!reach().inPerson()) {
            throw new Refusal(Problem.IN_PERSON_ONLY, "");
        }
        return caller;
    }

    /** How far that reaches with which the caller has signed in. */
    public Reach reach() {
        return request.map(signedIn -> signedIn.who().reach())
                .orElseThrow(() -> new Refusal(Problem.ACCESS_DENIED, ""));
    }

    /** The caller of the API, whose folders and files the portal's own pages use too: they stay in the log as the portal. */
    public Caller overApi() {
        Caller caller = require();
        return caller.surface() == Surface.PORTAL ? caller : caller.over(Surface.API);
    }

    public Optional<Caller> find() {
        return request.map(signedIn -> signedIn.who().caller());
    }

    void set(SignedInRequest signedIn) {
        request = Optional.of(signedIn);
    }
}
