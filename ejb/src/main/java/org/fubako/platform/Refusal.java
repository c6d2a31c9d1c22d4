package org.fubako.platform;

import jakarta.ejb.ApplicationException;

/** An expected "no" from a business rule. Rolls the transaction back; everything else that escapes a service is a bug. */
@ApplicationException(rollback = true)
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 80;

    private final Problem problem;
    private final String subject;

    public Refusal(Problem problem, String subject) {
        super(problem + ": " + subject);
        this.problem = problem;
        this.subject = subject;
    }

    public Refusal(Problem problem, String subject, Throwable cause) {
        this(problem, subject);
        initCause(cause);
    }

    /** A text as it was sent, fit to be a subject: without control characters, and its beginning where it is long. */
    public static String shown(String text) {
        String visible = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return visible.length() > SHOWN ? visible.substring(0, SHOWN) + "…" : visible;
    }

    public Problem problem() {
        return problem;
    }

    public Reason reason() {
        return problem.reason();
    }

    /** What was refused, fit for the user to read: a name or path as the user wrote it, never another tenant's. */
    public String subject() {
        return subject;
    }
}
