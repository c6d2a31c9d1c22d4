package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * Labels of folders and documents. Whoever may change the comment may give one or make it stricter; to make it less strict, or to take it
 * away, is for those who administer the space or the access to it.
 */
@Stateless
public class LabelService {

    @Inject
    NodeAccess access;

    @Inject
    Labels labels;

    /**
     * Changes the own label of what is at the path; of a space, that of its top folder.
     *
     * @param wanted empty for none of its own
     * @throws Refusal LABEL_KEPT when it would be less strict and the caller does not administer the space; CHANGED_MEANWHILE when
     *     somebody else has changed it
     */
    public NodeView change(Caller caller, FilePath path, Optional<Label> wanted) {
        Place place = access.open(caller, path);
        if (place.labels().isLoosenedBy(wanted)) {
            access.requireAdministrator(caller, place, Action.LABEL, Problem.LABEL_KEPT);
        } else {
            access.require(caller, place, Operation.EDIT_COMMENT, Action.LABEL);
        }
        labels.change(caller, place.node(), path, wanted);
        return access.open(caller, path).view();
    }
}
