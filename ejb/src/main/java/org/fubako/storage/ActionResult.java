package org.fubako.storage;

/**
 * What came of an action on a document.
 *
 * @param virusCheck NOT_SCANNED also where nobody wanted it
 */
public record ActionResult(FilePath path, VirusCheck virusCheck) {}
