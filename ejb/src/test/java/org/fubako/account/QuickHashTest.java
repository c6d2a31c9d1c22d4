package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuickHashTest {

    private final Passwords passwords =
            new Passwords(label -> Arrays.copyOf(label.getBytes(StandardCharsets.UTF_8), 32));

    @Test
    void matchesBeforeAndAfterItIsSlow() {
        String quick = passwords.quickHash("Ｎine herons");
        String slow = passwords.slowDown(quick).orElseThrow();

        for (String stored : new String[] {quick, slow}) {
            // the same characters in their plain form
            assertThat(passwords.matches("Nine herons", stored)).as(stored).isTrue();
            assertThat(passwords.matches("nine herons", stored)).as(stored).isFalse();
            assertThat(passwords.isOutdated(stored, PasswordHash.Cost.USUAL)).isEqualTo(stored.equals(slow));
            assertThat(passwords.isOutdated(stored, PasswordHash.Cost.MANAGER)).isTrue();
            assertThat(stored).hasSizeLessThan(255).doesNotContain("herons");
        }
        assertThat(slow).contains("$argon2id$");
        assertThat(passwords.slowDown(slow)).isEmpty();
    }

    @Test
    void theSamePasswordLooksDifferentTwice() {
        assertThat(passwords.quickHash("same")).isNotEqualTo(passwords.quickHash("same"));
    }

    @Test
    void whatIsMangledMatchesNothing() {
        String quick = passwords.quickHash("x");
        for (String mangled :
                new String[] {quick + "A", quick.substring(0, 30), "$fbk-quick$", quick + "$argon2id$x"}) {
            assertThat(passwords.matches("x", mangled)).as(mangled).isFalse();
            assertThat(passwords.slowDown(mangled)).isEmpty();
        }
    }
}
