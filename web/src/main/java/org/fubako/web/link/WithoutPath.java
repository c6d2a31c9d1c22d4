package org.fubako.web.link;

import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;

/** What visitors are told of a failure: things by their names, never where they lie. */
final class WithoutPath {

    private WithoutPath() {}

    /** The same failure; a refusal about something in the tree names it as the visitor knows it. */
    static Throwable of(Throwable failure) {
        return Failures.refusalIn(failure)
                .filter(refusal -> refusal.subject().startsWith("/"))
                .<Throwable>map(refusal -> of(refusal, failure))
                .orElse(failure);
    }

    private static Refusal of(Refusal refusal, Throwable failure) {
        String subject = refusal.subject();
        return new Refusal(refusal.problem(), subject.substring(subject.lastIndexOf('/') + 1), failure);
    }
}
