package org.fubako.storage;

/** What the virus check has said of a content that was kept. What is infected never is. */
public enum VirusCheck {
    CLEAN,
    /** The scanner does not take it: too large for it, for example. */
    UNSCANNABLE,
    /** There was no scanner, or the folder does not want one. */
    NOT_SCANNED
}
