package org.fubako.storage;

/**
 * How a document came from somebody without an account.
 *
 * @param comment of the document: who has handed it in
 * @param way as the operation log names it
 */
public record HandedIn(String comment, String way) {}
