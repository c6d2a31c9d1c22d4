package org.fubako.storage;

/** A part of a document in a folder of chunks; {@code length} in bytes. */
public record Chunk(String name, long length) {}
