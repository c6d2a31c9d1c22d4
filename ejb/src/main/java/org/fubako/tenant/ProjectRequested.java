package org.fubako.tenant;

import java.util.Set;
import java.util.UUID;
import org.fubako.platform.TenantId;

/** A project space is wanted; made by an observer in the same transaction. */
public record ProjectRequested(TenantId tenant, String name, UUID administrator, Set<UUID> members) {}
