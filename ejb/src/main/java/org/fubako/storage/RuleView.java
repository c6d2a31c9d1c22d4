package org.fubako.storage;

import java.util.List;

/**
 * The access rule that holds in a folder.
 *
 * @param own whether it is the folder's own
 * @param from the folder whose rule it is; the space where none above has one: everybody who may enter reads and writes then
 */
public record RuleView(boolean own, FilePath from, List<Grant> lines) {}
