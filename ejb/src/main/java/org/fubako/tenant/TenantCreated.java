package org.fubako.tenant;

import org.fubako.platform.TenantId;

/** A tenant has come into being; observers work in the same transaction. */
public record TenantCreated(TenantId tenant) {}
