package org.fubako.storage;

/** The outcome of an upload, move or copy: what is there now, and whether it was not there before. */
public record Changed(NodeView node, boolean created) {}
