package org.fubako.mail;

/** A mail was not taken. */
class MailFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What to expect of another try. */
    enum Kind {
        /** Nobody takes any mail now. */
        UNREACHABLE,
        /** This mail is not taken now. */
        TEMPORARY,
        /** It would be refused again. */
        PERMANENT
    }

    MailFailure(Kind kind, Exception cause) {
        super(cause.toString(), cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
