package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.fubako.account.PasswordHash.Cost;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

    /** A server that has no library for its machine must open what one that has has stored, and the other way round. */
    @Test
    void theLibraryAndJavaComputeTheSame() {
        for (String secret : new String[] {"", "four lamps under a bridge", "橋の下の四つのランプ"}) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            PasswordHash made = PasswordHash.of(bytes, Cost.USUAL, new SecureRandom());

            assertThat(made.digest()).isEqualTo(PasswordHash.computeInJava(bytes, 19_456, 2, 1, made.salt()));
            assertThat(made.digest())
                    .isEqualTo(Argon2Factory.createAdvanced(Argon2Types.ARGON2id, 16, 32)
                            .rawHash(2, 19_456, 1, bytes, made.salt()));
        }
    }

    @Test
    void whatAnotherProgramHasMadeIsUnderstood() {
        PasswordHash parsed = PasswordHash.parse(
                        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")
                .orElseThrow();

        assertThat(parsed.matches("password".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(parsed.matches("passwort".getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
