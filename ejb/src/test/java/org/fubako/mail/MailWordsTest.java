package org.fubako.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.fubako.storage.SpaceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"fubako.storage.notice", "fubako.account.link", "fubako.link.receive"})
    void eachWordIsThereInBothLanguages(String name) {
        ResourceBundle english = MailWords.bundle(name, Locale.ENGLISH);
        ResourceBundle japanese = MailWords.bundle(name, Locale.JAPANESE);

        assertThat(japanese.keySet()).isEqualTo(english.keySet());
        for (String key : english.keySet()) {
            assertThat(key.equals("notice.time") || !japanese.getString(key).equals(english.getString(key)))
                    .as(key)
                    .isTrue();
        }
    }

    @Test
    void eachKindOfSpaceHasItsWord() {
        for (SpaceKind kind : SpaceKind.values()) {
            assertThat(MailWords.bundle("fubako.storage.notice", Locale.ENGLISH).keySet())
                    .contains("space." + kind.segment());
        }
    }

    @Test
    void whatIsSaidHasItsArgumentsAndItsLines() {
        assertThat(MailWords.of("fubako.account.link", Locale.ENGLISH).say("invitation.text", "emma@demo", "Demo"))
                .contains("Account: emma@demo\n")
                .doesNotContain("{");
    }
}
