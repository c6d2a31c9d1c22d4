package org.fubako.storage;

import java.time.Instant;

/** A folder or document, and when it got its star or was used last. */
public record DatedView(NodeView node, Instant at) {}
