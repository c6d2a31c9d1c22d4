package org.fubako.storage;

/** The name of a dead property (RFC 4918, section 4). */
public record PropertyName(String namespace, String name) {}
