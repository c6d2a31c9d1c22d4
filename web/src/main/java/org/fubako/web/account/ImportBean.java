package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.security.CurrentCaller;

/** The page on which accounts come from a file; its script sends the file to the API. */
@Named("imports")
@RequestScoped
public class ImportBean {

    @Inject
    CurrentCaller caller;

    /** Whoever does not manage accounts gets an error page. */
    public void open() {
        if (!caller.require().has(Role.MANAGE_ACCOUNTS)) {
            throw new Refusal(Problem.ROLE_MISSING, "");
        }
    }
}
