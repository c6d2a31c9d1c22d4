package org.fubako.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class NoticeTextTest {

    @Test
    void eachWordIsThereInBothLanguages() {
        ResourceBundle english = NoticeText.bundle(Locale.ENGLISH);
        ResourceBundle japanese = NoticeText.bundle(Locale.JAPANESE);

        assertThat(japanese.keySet()).isEqualTo(english.keySet());
        for (String key : english.keySet()) {
            assertThat(key.equals("notice.time") || !japanese.getString(key).equals(english.getString(key)))
                    .as(key)
                    .isTrue();
        }
        for (SpaceKind kind : SpaceKind.values()) {
            assertThat(english.keySet()).contains("space." + kind.segment());
        }
    }
}
