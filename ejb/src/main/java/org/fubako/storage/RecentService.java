package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.fubako.caller.Caller;

/** The documents that an account has opened or stored last through the portal. Nobody else sees them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RecentService {

    @Inject
    ScatteredAccess scattered;

    @Inject
    RecentRepository recents;

    @Inject
    RecentUses uses;

    /** Of the last 50 those that the caller may still see, where they are now; what was used last comes first. */
    public List<DatedView> list(Caller caller, int limit) {
        uses.flush();
        return scattered.seen(caller, recents.all(caller.tenant(), caller.accountId()), limit);
    }
}
