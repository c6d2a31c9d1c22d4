package org.fubako.account;

import java.util.UUID;
import org.fubako.platform.TenantId;

/** An account has come into being; observers work in the same transaction. */
public record AccountCreated(TenantId tenant, UUID id, String name) {}
