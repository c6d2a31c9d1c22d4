package org.fubako.account;

import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;

/**
 * An account is about to go; observers work in the same transaction.
 *
 * @param heir the account that takes over its documents; empty when they go for good
 */
public record AccountDeleted(TenantId tenant, UUID id, String name, Optional<UUID> heir) {}
