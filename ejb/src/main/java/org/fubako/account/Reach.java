package org.fubako.account;

import java.util.Optional;

/**
 * How far that reaches with which somebody has signed in.
 *
 * @param inPerson whether it is the password or a session: what was made for a program does not change how its account is entered
 * @param readOnly whether it changes nothing
 * @param folder the path below which alone it works
 */
public record Reach(boolean inPerson, boolean readOnly, Optional<String> folder) {

    public static final Reach FULL = new Reach(true, false, Optional.empty());

    static Reach ofProgram(Scope scope, Optional<String> folder) {
        return new Reach(false, scope == Scope.READ, folder);
    }
}
