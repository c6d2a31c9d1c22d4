package org.fubako.platform;

import java.util.Objects;
import java.util.UUID;

/** Names one customer organisation. Every road to stored data begins with one of these. */
public record TenantId(UUID value) {

    public TenantId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
