package org.fubako.web.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class HelpBookTest {

    private final HelpBook book = new HelpBook(Locale.ENGLISH, "/help/");

    @Test
    void aPageIsFoundByItsNameAndNothingElseIs() {
        assertThat(book.page("accounts")).map(HelpPage::title).contains("Accounts");
        assertThat(book.page(HelpBook.INDEX)).isPresent();
        for (String none :
                new String[] {"", "nothing", "Accounts", "accounts.md", "../en/accounts", "accounts/", "%61ccounts"}) {
            assertThat(book.page(none)).as(none).isEmpty();
        }
    }

    @Test
    void linksBetweenPagesLeadToThePortalsAddresses() {
        assertThat(book.page("accounts").orElseThrow().html())
                .contains("href=\"/help/groups\"")
                .doesNotContain(".md\"");
    }

    @Test
    void theChaptersAreThoseOfTheIndex() {
        assertThat(book.chapters()).hasSizeGreaterThan(2).allSatisfy(chapter -> assertThat(chapter.entries())
                .isNotEmpty());
        assertThat(book.chapters().stream().flatMap(chapter -> chapter.entries().stream()))
                .doesNotHaveDuplicates()
                .allSatisfy(entry -> assertThat(book.page(entry.name())).isPresent());
    }
}
