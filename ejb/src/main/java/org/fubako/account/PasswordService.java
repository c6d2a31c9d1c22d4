package org.fubako.account;

import jakarta.ejb.Stateless;
import org.fubako.caller.Caller;

/** Changing one's own password. */
@Stateless
public class PasswordService {

    public void change(Caller caller, String current, String fresh, String repeated) {
        throw new UnsupportedOperationException();
    }
}
