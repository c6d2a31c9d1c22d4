package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.blob.BlobDescriptor;

/** Looks for viruses in what is stored already, and writes down what it finds. Not within a transaction: it may take minutes. */
@ApplicationScoped
class StoredContentCheck {

    @Inject
    NodeAccess access;

    @Inject
    TreeRepository tree;

    @Inject
    VirusScanner scanner;

    @EJB
    ActionTransaction transaction;

    /** A document below a folder, which no check has found clean. */
    record Unchecked(FilePath path, BlobDescriptor content) {}

    /**
     * Looks at a document.
     *
     * @return NOT_SCANNED where there is no scanner
     * @throws Refusal SCAN_UNAVAILABLE
     */
    VirusCheck look(Caller caller, FilePath path, BlobDescriptor content) {
        VirusCheck verdict = verdict(caller, content);
        if (verdict != VirusCheck.NOT_SCANNED) {
            transaction.judge(caller, path, content, verdict);
        }
        return verdict;
    }

    private VirusCheck verdict(Caller caller, BlobDescriptor content) {
        try {
            return scanner.scan(caller.tenant(), List.of(content));
        } catch (Refusal refusal) {
            if (refusal.problem() == Problem.INFECTED) {
                return VirusCheck.INFECTED;
            }
            throw refusal;
        }
    }

    /**
     * Looks at what would come into a folder with a virus check and has not been found clean yet. Leaves everything else, also what
     * cannot be done for other reasons, to those who do it.
     *
     * @throws Refusal INFECTED_STORED, or SCAN_UNAVAILABLE
     */
    void beforeArrival(Caller caller, FilePath from, FilePath to) {
        boolean comes =
                scanner.isThere() && to.segments().size() > 1 && !to.parent().equals(from.parent());
        Optional<Place> target = comes ? access.find(caller, to.parent()) : Optional.empty();
        target.filter(folder -> folder.node().settings().virusCheck())
                .flatMap(folder -> access.find(caller, from))
                .ifPresent(source -> tree.unchecked(source).forEach(document -> requireClean(caller, document)));
    }

    private void requireClean(Caller caller, Unchecked document) {
        if (look(caller, document.path(), document.content()) == VirusCheck.INFECTED) {
            throw new Refusal(Problem.INFECTED_STORED, document.path().toString());
        }
    }
}
