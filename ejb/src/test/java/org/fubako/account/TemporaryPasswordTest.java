package org.fubako.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.fubako.tenant.PasswordPolicy;
import org.junit.jupiter.api.RepeatedTest;

class TemporaryPasswordTest {

    @RepeatedTest(50)
    void isGoodUnderTheRulesAndEasyToReadOut() {
        String password = TemporaryPassword.draw();
        assertThat(password)
                .matches("([A-Za-z2-9]{5}-){3}[A-Za-z2-9]{5}")
                .matches(".*[A-Z].*")
                .matches(".*[a-z].*")
                .matches(".*[2-9].*")
                .doesNotContainPattern("[IOl]");
        assertThatCode(() -> PasswordRules.require(PasswordPolicy.DEFAULT, password, "emma", "demo", "Demo"))
                .doesNotThrowAnyException();
    }
}
