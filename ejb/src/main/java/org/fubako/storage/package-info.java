/**
 * Spaces, folders, documents, revisions, rights and locks. Every door calls the same services with the same types; each
 * public service method takes the {@link org.fubako.caller.Caller} first and asks {@code NodeAccess} before anything else.
 */
package org.fubako.storage;
