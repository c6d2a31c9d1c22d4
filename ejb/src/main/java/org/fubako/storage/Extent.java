package org.fubako.storage;

/**
 * How much a folder or document is, with everything in it.
 *
 * @param folders below it, itself not counted
 * @param documents in it, itself counted
 * @param bytes of all revisions
 */
public record Extent(long folders, long documents, long bytes) {

    public static final Extent NOTHING = new Extent(0, 0, 0);

    public Extent plus(Extent other) {
        return new Extent(folders + other.folders, documents + other.documents, bytes + other.bytes);
    }
}
