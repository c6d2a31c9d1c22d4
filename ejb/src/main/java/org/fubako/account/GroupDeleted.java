package org.fubako.account;

import java.util.UUID;
import org.fubako.platform.TenantId;

/** A group is about to be removed; fired within the transaction. Its space goes with it. */
public record GroupDeleted(TenantId tenant, UUID id, String name) {}
