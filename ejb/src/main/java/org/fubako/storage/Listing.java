package org.fubako.storage;

import java.util.List;

/** A folder and what the caller may see in it: folders first, then documents, each by name. */
public record Listing(NodeView folder, List<NodeView> children) {}
