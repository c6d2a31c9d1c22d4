package org.fubako.web.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.fubako.account.AccountImportService;
import org.fubako.account.AccountImportService.Checked;
import org.fubako.account.AccountImportService.Outcome;
import org.fubako.account.AccountLine;
import org.fubako.caller.Caller;

/** A file of accounts that was looked at as a whole and is done portion by portion, each of which is done whole before the next begins. */
record AccountLoad(AccountImportService imports, Caller caller, List<Checked> checked) {

    private static final int AT_A_TIME = 500;

    static AccountLoad of(AccountImportService imports, Caller caller, List<AccountLine> lines) {
        return new AccountLoad(imports, caller, imports.check(caller, lines));
    }

    /** How many lines there are. */
    int size() {
        return checked.size();
    }

    /**
     * What has become of each line.
     *
     * @param progress told after each portion how many lines are done; what it throws ends the work there
     */
    List<Checked> run(IntConsumer progress) {
        List<Checked> done = new ArrayList<>();
        for (int from = 0; from < checked.size(); from += AT_A_TIME) {
            List<Checked> some = checked.subList(from, Math.min(checked.size(), from + AT_A_TIME));
            done.addAll(run(some));
            progress.accept(done.size());
        }
        return done;
    }

    private List<Checked> run(List<Checked> some) {
        List<AccountLine> good = some.stream()
                .filter(one -> one.outcome() != Outcome.REFUSE)
                .map(Checked::line)
                .toList();
        List<Checked> done = new ArrayList<>(
                some.stream().filter(one -> one.outcome() == Outcome.REFUSE).toList());
        done.addAll(imports.apply(caller, good));
        return done;
    }
}
