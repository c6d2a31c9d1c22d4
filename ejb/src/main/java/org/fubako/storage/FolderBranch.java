package org.fubako.storage;

import java.util.List;

/**
 * A folder in a tree of folders.
 *
 * @param open whether its own folders have been read
 * @param folders those that the caller may see, by their name keys; none where it is not open
 */
public record FolderBranch(NodeView folder, boolean open, List<FolderBranch> folders) {}
