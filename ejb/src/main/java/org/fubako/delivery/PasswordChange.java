package org.fubako.delivery;

import java.util.Optional;

/**
 * What becomes of a password that is stored.
 *
 * @param fresh what takes its place, if it does not stay; empty for nothing
 */
public record PasswordChange(boolean stays, Optional<String> fresh) {

    public static final PasswordChange NONE = new PasswordChange(true, Optional.empty());
    public static final PasswordChange REMOVAL = new PasswordChange(false, Optional.empty());

    public static PasswordChange to(String password) {
        return new PasswordChange(false, Optional.of(password));
    }

    /** Without the password: this may end up in a log. */
    @Override
    public String toString() {
        return "PasswordChange[stays=" + stays + "]";
    }
}
