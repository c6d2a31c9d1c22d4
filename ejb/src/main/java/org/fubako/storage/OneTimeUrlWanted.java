package org.fubako.storage;

import java.util.UUID;
import org.fubako.caller.Caller;

/**
 * An event: a document was uploaded, copied or moved into a folder that wants a one-time URL for each. It is fired within the
 * transaction that brings the document; what an observer does becomes part of it, and its refusal takes back all of it.
 */
public record OneTimeUrlWanted(Caller caller, UUID document) {}
