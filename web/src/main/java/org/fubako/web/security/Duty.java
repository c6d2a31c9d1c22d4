package org.fubako.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.fubako.account.SecondFactor;
import org.fubako.account.SignIn.SignedIn;
import org.fubako.platform.Problem;

/** What somebody who is signed in must do before anything else works. */
enum Duty {
    NEW_PASSWORD("/password", Problem.PASSWORD_LAPSED),
    SECOND_FACTOR("/account/second-factor", Problem.SECOND_FACTOR_DEMANDED);

    private static final String SIGN_OUT = "/signout";

    /** The same for everybody, and for nobody more useful than for whoever has to do something before going on. */
    private static final String HELP = "/help";

    private final String page;
    private final Problem problem;

    Duty(String page, Problem problem) {
        this.page = page;
        this.problem = problem;
    }

    /** The first one, where there are several. */
    static Optional<Duty> of(SignedIn who) {
        if (who.passwordLapsed()) {
            return Optional.of(NEW_PASSWORD);
        }
        return who.secondFactor() == SecondFactor.DEMANDED ? Optional.of(SECOND_FACTOR) : Optional.empty();
    }

    /** Where it is done; besides, one can read how, and leave. */
    String page() {
        return page;
    }

    boolean allows(HttpServletRequest request) {
        String path = Area.mappedPath(request);
        return path.equals(page) || path.equals(SIGN_OUT) || path.equals(HELP) || path.startsWith(HELP + "/");
    }

    /** What doors without pages answer meanwhile. */
    Problem problem() {
        return problem;
    }
}
