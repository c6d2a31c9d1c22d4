package org.fubako.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the verification of one tenant's day has found.
 *
 * @param closed whether the day is over and its root final
 * @param leaves lines that have their place in the tree
 * @param pending genuine lines that wait for it; at most those of the last minutes
 * @param checkpoints signed heads of the tree
 * @param head the newest of them, as a signed note; empty before the first
 * @param verifierKey what to check it with
 * @param found how many findings there are
 * @param findings the first of them
 */
public record DayReport(
        LocalDate day,
        boolean closed,
        long leaves,
        long pending,
        int checkpoints,
        Optional<String> head,
        String verifierKey,
        long found,
        List<Finding> findings) {

    public boolean intact() {
        return found == 0;
    }
}
