package org.fubako.web.portal;

import java.util.Optional;

/** Decides where a redirect may go: to this server only, whatever a link from outside says. */
public final class LocalAddress {

    private LocalAddress() {}

    /** The address, if it is an absolute path on this server; browsers read {@code //} and {@code /\} as another host. */
    public static Optional<String> of(String address) {
        return Optional.ofNullable(address)
                .filter(wish -> wish.startsWith("/"))
                .filter(wish -> !wish.startsWith("//"))
                .filter(wish -> wish.indexOf('\\') < 0)
                .filter(wish -> wish.chars().noneMatch(Character::isISOControl));
    }
}
