package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginNameTest {

    @ParameterizedTest
    @CsvSource({
        "alice@demo, alice, demo",
        "OFFICE\\alice@demo, alice, demo",
        "' alice@demo ', alice, demo",
        "a@b@demo, a@b, demo",
        "@demo, '', demo"
    })
    void findsAccountAndTenant(String login, String account, String tenant) {
        assertThat(LoginName.parse(login)).isEqualTo(new LoginName(account, Optional.of(tenant)));
    }

    @Test
    void leavesTheTenantToTheHost() {
        assertThat(LoginName.parse("OFFICE\\alice")).isEqualTo(new LoginName("alice", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"alice, ALICE", "sales, ſales", "OFFICE\\alice, alice"})
    void hasOneKeyForAllSpellings(String one, String other) {
        assertThat(LoginName.parse(one).accountKey())
                .isEqualTo(LoginName.parse(other).accountKey());
    }
}
