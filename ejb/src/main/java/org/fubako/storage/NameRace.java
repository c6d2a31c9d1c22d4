package org.fubako.storage;

import jakarta.ejb.ApplicationException;

/** Somebody else took the name, or stood in the way, in the same moment; trying again finds out what is there now. */
@ApplicationException(rollback = true)
class NameRace extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NameRace(Throwable cause) {
        super(cause);
    }
}
