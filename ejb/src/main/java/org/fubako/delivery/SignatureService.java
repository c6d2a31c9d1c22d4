package org.fubako.delivery;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.platform.NameKey;
import org.fubako.platform.PlainText;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The caller's own signatures; those of others are not found. One at most is preselected. The log says how long their texts are. */
@Stateless
public class SignatureService {

    /** What an account may have at once. */
    static final int MOST = 20;

    @Inject
    MailSettingsRepository settings;

    @Inject
    IdSource ids;

    @EJB
    OperationLog log;

    /** What shall be; what is empty stays as it is. */
    public record Change(Optional<String> label, Optional<String> text, Optional<Boolean> preselected) {}

    /** In the order in which they were made. */
    public List<Signature> list(Caller caller) {
        return settings.signatures(caller.tenant(), caller.accountId());
    }

    /** @throws Refusal NOT_FOUND */
    public Signature find(Caller caller, UUID id) {
        return list(caller).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    public Signature create(Caller caller, String label, String text, boolean preselected) {
        Signature made = new Signature(ids.next(), SignatureRules.label(label), SignatureRules.text(text), preselected);
        settings.hold(caller.tenant(), caller.accountId());
        if (list(caller).size() >= MOST) {
            throw new Refusal(Problem.SIGNATURES_AT_LIMIT, Integer.toString(MOST));
        }
        requireFree(caller, made);
        deselectOthers(caller, made);
        settings.add(caller.tenant(), caller.accountId(), made);
        record(caller, Action.SIGNATURE_CREATE, made.label());
        return made;
    }

    /** By its label one is chosen. */
    private void requireFree(Caller caller, Signature signature) {
        boolean taken = list(caller).stream()
                .filter(one -> !one.id().equals(signature.id()))
                .anyMatch(one -> Arrays.equals(NameKey.of(one.label()), NameKey.of(signature.label())));
        if (taken) {
            throw new Refusal(Problem.SIGNATURE_LABEL_TAKEN, signature.label());
        }
    }

    private void deselectOthers(Caller caller, Signature preselected) {
        if (preselected.preselected()) {
            list(caller).stream()
                    .filter(one -> one.preselected() && !one.id().equals(preselected.id()))
                    .forEach(one -> save(caller, one, new Signature(one.id(), one.label(), one.text(), false)));
        }
    }

    private void save(Caller caller, Signature before, Signature after) {
        settings.save(caller.tenant(), caller.accountId(), after);
        recordIfDifferent(caller, before, "label", before.label(), after.label());
        if (!before.text().equals(after.text())) {
            String lengths = PlainText.length(before.text()) + " → " + PlainText.length(after.text());
            record(caller, Action.SIGNATURE_CHANGE, before.label() + ": text: " + lengths + " characters");
        }
        recordIfDifferent(caller, before, "preselected", before.preselected(), after.preselected());
    }

    private void recordIfDifferent(Caller caller, Signature signature, String name, Object was, Object is) {
        if (!was.equals(is)) {
            record(caller, Action.SIGNATURE_CHANGE, signature.label() + ": " + name + ": " + was + " → " + is);
        }
    }

    private void record(Caller caller, Action action, String what) {
        log.record(LogEvent.of(caller, action, "").to(what));
    }

    public void change(Caller caller, UUID id, Change change) {
        settings.hold(caller.tenant(), caller.accountId());
        Signature before = find(caller, id);
        Signature after = new Signature(
                id,
                change.label.map(SignatureRules::label).orElse(before.label()),
                change.text.map(SignatureRules::text).orElse(before.text()),
                change.preselected.orElse(before.preselected()));
        requireFree(caller, after);
        deselectOthers(caller, after);
        save(caller, before, after);
    }

    public void delete(Caller caller, UUID id) {
        settings.hold(caller.tenant(), caller.accountId());
        Signature gone = find(caller, id);
        settings.delete(caller.tenant(), caller.accountId(), id);
        record(caller, Action.SIGNATURE_DELETE, gone.label());
    }
}
