package org.fubako.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.AccountLine;
import org.fubako.account.AccountState;
import org.fubako.account.AccountTerms;
import org.fubako.account.AccountView;
import org.fubako.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountFileTest {

    private static List<List<String>> columns(String text) {
        return AccountFile.parse(text).stream().map(AccountLine::columns).toList();
    }

    @Test
    void m13LinesHaveFiveColumnsBetweenTabs() {
        assertThat(columns("emma\temma@example.jp\tusers,sales\tFirst \"quoted\"\tpa ss\r\nivy\t\t\t\tother"))
                .containsExactly(
                        List.of("emma", "emma@example.jp", "users,sales", "First \"quoted\"", "pa ss"),
                        List.of("ivy", "", "", "", "other"));
    }

    @Test
    void m13CsvHasThemBetweenCommas() {
        assertThat(columns("emma,emma@example.jp,\"users,sales\",\"a \"\"b\"\"\",x\n"))
                .containsExactly(List.of("emma", "emma@example.jp", "users,sales", "a \"b\"", "x"));
    }

    @Test
    void m13JapaneseComesInUtf8WithOrWithoutAMarkAndInCp932() {
        String text = "emma\t\t\t総務①\tx";
        List<AccountLine> wanted = AccountFile.parse(text);
        assertThat(AccountFile.read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(wanted);
        assertThat(AccountFile.read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(wanted);
        assertThat(AccountFile.read(text.getBytes(AccountFile.CP932), AccountFile.CP932))
                .isEqualTo(wanted);
        assertThatThrownBy(() -> AccountFile.read(text.getBytes(AccountFile.CP932), StandardCharsets.UTF_8))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("FILE_NOT_TEXT");
    }

    @Test
    void m15EmptyLinesAreNoneAndLinesAreNumberedAsPeopleCount() {
        List<AccountLine> lines = AccountFile.parse("a\t\t\t\tx\r\n\r\nb\t\t\t\ty");
        assertThat(lines).extracting(AccountLine::number).containsExactly(1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,\"b", "a,\"b\"c,d,e,f"})
    void m13WhatIsNoCsvIsRefused(String text) {
        assertThatThrownBy(() -> AccountFile.parse(text)).isInstanceOf(Refusal.class);
    }

    @Test
    void m18WhatIsWrittenIsReadAgain() {
        AccountView view = new AccountView(
                UUID.randomUUID(),
                "emma",
                "=SUM(A1)",
                Optional.of("e@example.jp"),
                false,
                List.of("sales", "users"),
                AccountState.ACTIVE,
                new AccountTerms(Optional.empty(), Optional.empty()),
                Optional.empty(),
                false,
                Instant.EPOCH,
                Optional.empty());
        String text = AccountFile.write(List.of(view));
        assertThat(text).isEqualTo("emma\te@example.jp\tsales,users\t'=SUM(A1)\t\r\n");
        assertThat(columns(text)).containsExactly(List.of("emma", "e@example.jp", "sales,users", "=SUM(A1)", ""));
    }

    @Test
    void thePasswordIsInNoTextAboutALine() {
        assertThat(AccountFile.parse("emma\t\t\t\tsecret").toString()).doesNotContain("secret");
    }
}
