package org.fubako.storage;

import jakarta.ejb.ApplicationException;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Somebody else took the name, or stood in the way, in the same moment; trying again finds out what is there now. */
@ApplicationException(rollback = true)
class NameRace extends Refusal {

    private static final long serialVersionUID = 1L;

    NameRace(String subject) {
        super(Problem.CHANGED_MEANWHILE, subject);
    }

    NameRace(String subject, Throwable cause) {
        super(Problem.CHANGED_MEANWHILE, subject, cause);
    }
}
