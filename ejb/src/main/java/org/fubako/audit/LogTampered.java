package org.fubako.audit;

import jakarta.ejb.ApplicationException;

/** Somebody has changed what only Fubako may write. The tree concerned is not continued: nothing false gets signed. */
@ApplicationException(rollback = true)
public class LogTampered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogTampered(String what) {
        super(what);
    }
}
