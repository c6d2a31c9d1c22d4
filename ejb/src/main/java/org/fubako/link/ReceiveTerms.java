package org.fubako.link;

import java.util.List;
import org.fubako.caller.AddressRanges;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.NodeName;

/**
 * What holds for whoever hands something in.
 *
 * @param message to visitors; lines end with LF
 * @param bytesEach of one document
 * @param bytesInAll of all documents of all visitors together
 * @param endings of names, in lower case and without a dot; empty for all
 * @param code whether visitors prove their mail address
 */
public record ReceiveTerms(
        String title,
        String message,
        int mostFiles,
        long bytesEach,
        long bytesInAll,
        List<String> endings,
        boolean code,
        AddressRanges addresses) {

    /** Keeps copies of its own. */
    public ReceiveTerms {
        endings = List.copyOf(endings);
    }

    /**
     * Holds one document against it. The name alone counts: what a client says of its type, anybody can write.
     *
     * @throws Refusal RECEIVE_TYPE or RECEIVE_TOO_LARGE
     */
    void require(String name, long length) {
        boolean taken = endings.isEmpty() || name.indexOf('.') >= 0 && endings.contains(NodeName.ending(name));
        if (!taken) {
            throw new Refusal(Problem.RECEIVE_TYPE, Refusal.shown(name));
        }
        if (length > bytesEach) {
            throw new Refusal(Problem.RECEIVE_TOO_LARGE, Refusal.shown(name));
        }
    }
}
