package org.fubako.storage;

import java.util.List;
import java.util.Optional;

/** A part of a listing in a fixed order, and the cursor of the next part if there is one. */
public record Page(NodeView folder, List<NodeView> items, Optional<String> next) {}
