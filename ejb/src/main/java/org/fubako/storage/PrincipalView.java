package org.fubako.storage;

/** An account or a group, to be picked for a right or a project. */
public record PrincipalView(Grant.PrincipalKind kind, String name, String comment) {}
