package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.fubako.account.PasswordHash.Cost;
import org.fubako.caller.Role;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final String SECRET = "four lamps under a bridge";

    private final Passwords passwords = new Passwords(label -> key(1));

    @Test
    void storesPhcStringsWithTheParameters() {
        assertThat(passwords.hash(SECRET, Cost.USUAL))
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(passwords.hash(SECRET, Cost.MANAGER)).startsWith("$argon2id$v=19$m=65536,t=3,p=1$");
    }

    @Test
    void knowsTheRightPasswordOnly() {
        String stored = passwords.hash(SECRET, Cost.USUAL);

        assertThat(passwords.matches(SECRET, stored)).isTrue();
        assertThat(passwords.matches(SECRET + " ", stored)).isFalse();
        assertThat(passwords.matches(SECRET, "nonsense")).isFalse();
    }

    @Test
    void saltsEachHash() {
        assertThat(passwords.hash(SECRET, Cost.USUAL)).isNotEqualTo(passwords.hash(SECRET, Cost.USUAL));
    }

    @Test
    void takesAllWaysToTypeTheSameCharacters() {
        assertThat(passwords.matches("ｶﾞｷﾞ ＡＢＣ", passwords.hash("ガギ ABC", Cost.USUAL)))
                .isTrue();
    }

    @Test
    void needsThePepper() {
        String stored = passwords.hash(SECRET, Cost.USUAL);

        assertThat(new Passwords(label -> key(2)).matches(SECRET, stored)).isFalse();
    }

    @Test
    void outdatesHashesThatAreTooCheapForTheAccount() {
        String stored = passwords.hash(SECRET, Cost.USUAL);

        assertThat(passwords.isOutdated(stored, Cost.USUAL)).isFalse();
        assertThat(passwords.isOutdated(stored, Cost.MANAGER)).isTrue();
        assertThat(Passwords.costFor(Set.of(Role.MANAGE_ACCOUNTS))).isEqualTo(Cost.MANAGER);
        assertThat(Passwords.costFor(Set.of(Role.VIEW_LOGS))).isEqualTo(Cost.USUAL);
    }

    private static byte[] key(int filling) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return key;
    }
}
