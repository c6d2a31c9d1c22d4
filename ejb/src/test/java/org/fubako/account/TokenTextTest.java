package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TokenTextTest {

    private final String token = TokenText.random(new SecureRandom());

    @Test
    void canBeToldFromChance() {
        assertThat(token).matches("fbk_a_[A-Za-z0-9_-]{43}[a-z2-7]{6}");
        assertThat(TokenText.isWellFormed(token)).isTrue();
    }

    @Test
    void isNeverTheSame() {
        assertThat(TokenText.random(new SecureRandom())).isNotEqualTo(token);
    }

    @Test
    void noticesEveryMistypedCharacter() {
        for (int at = 0; at < token.length(); at++) {
            char other = token.charAt(at) == 'a' ? 'b' : 'a';
            assertThat(TokenText.isWellFormed(token.substring(0, at) + other + token.substring(at + 1)))
                    .isFalse();
        }
        assertThat(TokenText.isWellFormed(token + "a")).isFalse();
        assertThat(TokenText.isWellFormed("")).isFalse();
    }
}
