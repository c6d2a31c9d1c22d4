package org.fubako.account;

import java.util.HexFormat;
import java.util.Optional;
import org.fubako.platform.NameKey;

/** What somebody typed as sign-in name: {@code account@tenant}, or a bare account where the host tells the tenant. */
record LoginName(String account, Optional<String> tenantCode) {

    /** Windows may put {@code DOMAIN\} before the name; that says nothing here. */
    static LoginName parse(String login) {
        String name = login.substring(login.lastIndexOf('\\') + 1).strip();
        int at = name.lastIndexOf('@');
        return at < 0
                ? new LoginName(name, Optional.empty())
                : new LoginName(name.substring(0, at), Optional.of(name.substring(at + 1)));
    }

    /** The same for all spellings that mean the same account. */
    String accountKey() {
        return key(account);
    }

    /** The same for all spellings of the name of an account. */
    static String key(String account) {
        return HexFormat.of().formatHex(NameKey.of(account));
    }
}
