package org.fubako.storage;

/**
 * Who may enter a project.
 *
 * @param kind ACCOUNT or GROUP
 * @param name of the account or group
 * @param administrator whether all roles are held inside the project
 */
public record SpaceMember(Grant.PrincipalKind kind, String name, boolean administrator) {}
