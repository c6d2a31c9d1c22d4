package org.fubako.storage;

import jakarta.ejb.Stateless;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fubako.caller.Caller;

/** Locks, one truth for every door: rows whose end is decided by the database's clock. */
@Stateless
public class LockService {

    /** A granted lock, and whether a name without content had to be made for it. */
    public record Granted(LockView lock, boolean created) {}

    public Granted lock(Caller caller, FilePath path, LockRequest request, Conditions conditions) {
        throw new UnsupportedOperationException();
    }

    public LockView refresh(Caller caller, FilePath path, UUID token, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    public void unlock(Caller caller, FilePath path, UUID token) {
        throw new UnsupportedOperationException();
    }

    /** Live locks that cover what is at the path, those from folders above included. */
    public List<LockView> locksOn(Caller caller, FilePath path) {
        throw new UnsupportedOperationException();
    }

    /** Live locks taken directly on members of a folder, by node id, in one statement. */
    public Map<UUID, List<LockView>> locksWithin(Caller caller, FilePath folder) {
        throw new UnsupportedOperationException();
    }
}
