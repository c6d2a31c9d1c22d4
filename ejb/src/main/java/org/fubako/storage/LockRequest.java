package org.fubako.storage;

import java.time.Duration;

/** A wish for a lock. At most 24 hours are granted, whatever {@code timeout} says. */
public record LockRequest(boolean exclusive, boolean deep, String ownerXml, Duration timeout) {}
