package org.fubako.storage;

/** What the virus check has said of a content that was kept. */
public enum VirusCheck {
    CLEAN,
    /** Found when it was looked at later: an upload in which a virus is found is not kept. */
    INFECTED,
    /** The scanner does not take it: too large for it, for example. */
    UNSCANNABLE,
    /** There was no scanner, or the folder does not want one. */
    NOT_SCANNED
}
