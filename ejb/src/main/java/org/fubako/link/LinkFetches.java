package org.fubako.link;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.platform.TenantId;

/** Counts downloads and keeps the log of each link, in short transactions beside the transfer. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LinkFetches {

    @Inject
    LinkRepository links;

    @Inject
    FetchRepository fetches;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** Counts a download, if there is one left; its id. */
    public Optional<UUID> begin(TenantId tenant, UUID link, byte[] grantHash, String address, Optional<String> mail) {
        if (!links.consume(tenant, link)) {
            return Optional.empty();
        }
        UUID id = ids.next();
        fetches.add(tenant, link, id, grantHash, address, mail, clock.instant());
        return Optional.of(id);
    }

    /** To be told at the start and each minute: a transfer that says nothing for longer counts as broken. */
    public void progress(Caller issuer, LinkVisits.Fetch fetch, long bytes) {
        fetches.progress(issuer.tenant(), fetch.id(), bytes);
    }

    /**
     * A transfer has ended.
     *
     * @param bytes that were sent since the last progress
     * @param complete whether it came to the end of what there is
     */
    public void end(Caller issuer, LinkVisits.Fetch fetch, long bytes, boolean complete) {
        fetches.end(issuer.tenant(), fetch.id(), bytes, complete);
    }
}
