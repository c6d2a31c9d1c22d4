package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Grant.PrincipalKind;

/** Whom rights can be given to and who can be a member: for those who manage accounts, groups, access, or a project. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PrincipalService {

    @Inject
    SpaceAccess access;

    @Inject
    RightRepository rights;

    /**
     * Groups, then accounts, by name.
     *
     * @param kind ACCOUNT or GROUP; empty for both
     * @param beginning of the name, whatever its case; empty for all
     * @param after the last one that the page before had
     */
    public List<PrincipalView> find(
            Caller caller, Optional<PrincipalKind> kind, String beginning, Optional<PrincipalView> after, int limit) {
        access.requireManagerOfAny(caller);
        if (kind.filter(PrincipalKind.EVERYONE::equals).isPresent()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "kind");
        }
        return rights.principals(caller.tenant(), kind, beginning, after, limit);
    }
}
