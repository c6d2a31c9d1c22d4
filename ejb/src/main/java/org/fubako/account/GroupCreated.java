package org.fubako.account;

import java.util.UUID;
import org.fubako.platform.TenantId;

/** A group has come into being; observers work in the same transaction. */
public record GroupCreated(TenantId tenant, UUID id, String name, boolean withSpace) {}
