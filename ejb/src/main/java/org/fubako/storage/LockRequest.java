package org.fubako.storage;

import java.time.Duration;

/**
 * A wish for a lock. At most 24 hours are granted, whatever {@code timeout} says.
 *
 * @param personal taken by a person and not by a program: whoever has it works on without submitting its token
 */
public record LockRequest(boolean exclusive, boolean deep, String ownerXml, Duration timeout, boolean personal) {

    /** Of a program, which submits the token with everything that it does. */
    public static LockRequest ofProgram(boolean exclusive, boolean deep, String ownerXml, Duration timeout) {
        return new LockRequest(exclusive, deep, ownerXml, timeout, false);
    }
}
