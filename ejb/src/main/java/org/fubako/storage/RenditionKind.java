package org.fubako.storage;

/** What can be made of a content, so that it is looked at without being fetched. Its name stands in the database. */
public enum RenditionKind {
    /** A small picture of a picture. */
    THUMBNAIL,
    /** An office document as PDF. */
    PDF
}
