package org.fubako.web.account;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.PasswordPolicy.Style;
import org.fubako.web.portal.Texts;

/** What a password must be like, in words. */
final class PasswordRuleText {

    private PasswordRuleText() {}

    /** In the language of the page. */
    static String of(PasswordPolicy policy) {
        Texts texts = Texts.current();
        boolean classic = policy.style() == Style.CLASSIC;
        List<String> rule = new ArrayList<>();
        rule.add(texts.get("password.rule.length", policy.shortest()));
        rule.add(
                classic
                        ? texts.get("password.rule.classic", policy.style().longest())
                        : texts.get("password.rule.advice"));
        if (!policy.kinds().isEmpty()) {
            rule.add(texts.get("password.rule.kinds", kinds(policy, texts)));
        }
        rule.add(texts.get(policy.blocklist() ? "password.rule.common" : "password.rule.names"));
        if (policy.remembered() > 0) {
            rule.add(texts.get("password.rule.remembered", policy.remembered()));
        }
        return String.join(" ", rule);
    }

    private static String kinds(PasswordPolicy policy, Texts texts) {
        return policy.kinds().stream()
                .sorted()
                .map(kind -> texts.get("policies.kind." + kind))
                .collect(Collectors.joining(", "));
    }
}
