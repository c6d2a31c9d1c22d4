package org.fubako.storage;

/**
 * A group space or a project that is to be made.
 *
 * @param name of the group, or of the project: at most 63 characters
 * @param change what is not as usual: a quota of all that the contract has, no trash, no members, entered from everywhere
 */
public record NewSpace(SpaceKind kind, String name, SpaceChange change) {}
