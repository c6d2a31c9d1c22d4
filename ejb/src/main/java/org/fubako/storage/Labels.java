package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Gives labels, each with its line in the log, and sees to it that what goes to another place keeps what counted for it. */
@ApplicationScoped
class Labels {

    @Inject
    NodeRepository nodes;

    @EJB
    OperationLog log;

    /**
     * Nothing happens where it has that one already.
     *
     * @param node as it was read
     * @throws Refusal CHANGED_MEANWHILE when it has another one by now
     */
    void change(Caller caller, Node node, FilePath path, Optional<Label> wanted) {
        if (node.label().equals(wanted)) {
            return;
        }
        if (!nodes.label(node, wanted)) {
            throw new Refusal(Problem.CHANGED_MEANWHILE, path.toString());
        }
        told(caller, path, node.label(), wanted);
    }

    /**
     * A node comes to lie in a folder: where that would make less of what counted for it, it gets a label of its own.
     *
     * @param was what counted where it came from
     * @param path what it has there
     */
    void keep(Caller caller, Node node, Label was, Place folder, FilePath path) {
        change(caller, node, path, kept(was, folder, node.label()));
    }

    /** The own label with which at least that counts in a folder which counted before; the same when that is so anyway. */
    static Optional<Label> kept(Label was, Place folder, Optional<Label> own) {
        return was.isStricterThan(folder.labels().below(own).effective()) ? Optional.of(was) : own;
    }

    /** For the log: a thing has another label of its own now. */
    void told(Caller caller, FilePath path, Optional<Label> before, Optional<Label> after) {
        log.record(LogEvent.of(caller, Action.LABEL, path.toString())
                .to(Label.inWords(before) + " -> " + Label.inWords(after)));
    }
}
