package org.fubako.delivery;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;

/** What {@link ComposeDefaultsService} reads and writes in the database. The keys for its secret are not there, and are asked before. */
@Stateless
public class ComposeDefaultsTransaction {

    @Inject
    MailSettingsRepository settings;

    @EJB
    OperationLog log;

    /** As it lies there. */
    public record Known(ComposeDefaults chosen, Optional<byte[]> sealedPassword) {

        static final Known NOTHING = new Known(ComposeDefaults.NONE, Optional.empty());

        /** Without the secret: this may end up in a log. */
        @Override
        public String toString() {
            return "Known[" + chosen + "]";
        }
    }

    public Known read(Caller caller) {
        return settings.defaults(caller.tenant(), caller.accountId()).orElse(Known.NOTHING);
    }

    public Known change(
            Caller caller,
            DeliveryRules rules,
            UnaryOperator<ComposeDefaults> change,
            boolean passwordStays,
            Optional<byte[]> sealedPassword) {
        settings.hold(caller.tenant(), caller.accountId());
        Known before = read(caller);
        ComposeDefaults chosen = change.apply(before.chosen);
        rules.require(chosen);
        Known after = new Known(chosen, passwordStays ? before.sealedPassword : sealedPassword);
        settings.save(caller.tenant(), caller.accountId(), after);
        chosen.differences(before.chosen).forEach((name, values) -> record(caller, name, values));
        if (!passwordStays && (before.sealedPassword.isPresent() || sealedPassword.isPresent())) {
            record(caller, "password", said(before) + " → " + said(after));
        }
        return after;
    }

    private void record(Caller caller, String name, String values) {
        log.record(LogEvent.of(caller, Action.COMPOSE_DEFAULTS, "").to(name + ": " + values));
    }

    private static String said(Known known) {
        return known.sealedPassword.isPresent() ? "set" : "none";
    }
}
