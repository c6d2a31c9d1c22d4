package org.fubako.storage;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;

/** Access rules of folders. Changing them takes the role ACCESS_CONTROL. */
@Stateless
public class RightsService {

    /** The folder's own rule; empty when it inherits. */
    public Optional<List<Grant>> rule(Caller caller, FilePath folder) {
        throw new UnsupportedOperationException();
    }

    /** Gives the folder a rule of its own, or lets it inherit again. Holds at once for everything below that inherits. */
    public void setRule(Caller caller, FilePath folder, Optional<List<Grant>> rule) {
        throw new UnsupportedOperationException();
    }
}
