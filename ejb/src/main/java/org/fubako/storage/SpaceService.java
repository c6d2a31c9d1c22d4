package org.fubako.storage;

import jakarta.ejb.Stateless;
import java.util.List;
import org.fubako.caller.Caller;

/** The spaces of a tenant. */
@Stateless
public class SpaceService {

    /** The spaces the caller may enter, with their usage: common, private, groups by name, projects by name. */
    public List<SpaceView> list(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
