package org.fubako.web.storage;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.AccessMode;
import org.fubako.storage.Grant;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;

/** A folder's access rule in the API: its own, or nothing but the word that it inherits. */
public record RuleJson(boolean inherited, Optional<List<Line>> rule) {

    /** Everyone has no name. */
    public record Line(String kind, Optional<String> principal, String mode) {

        static Line of(Grant grant) {
            boolean everyone = grant.kind() == PrincipalKind.EVERYONE;
            return new Line(
                    ApiText.kebab(grant.kind()),
                    everyone ? Optional.empty() : Optional.of(grant.principal()),
                    ApiText.kebab(grant.mode()));
        }
    }

    static RuleJson of(Optional<List<Grant>> rule) {
        return new RuleJson(
                rule.isEmpty(), rule.map(grants -> grants.stream().map(Line::of).toList()));
    }

    static List<Grant> read(InputStream body) {
        return JsonBody.read(body, "rule").objects("rule", "kind", "principal", "mode").stream()
                .map(RuleJson::grant)
                .toList();
    }

    private static Grant grant(JsonBody line) {
        PrincipalKind kind = ApiText.requireConstant(PrincipalKind.class, line.text("kind"), "kind");
        AccessMode mode = ApiText.requireConstant(AccessMode.class, line.text("mode"), "mode");
        String principal = line.findText("principal").orElse("");
        if (principal.isEmpty() != (kind == PrincipalKind.EVERYONE)) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "principal");
        }
        return new Grant(kind, principal, mode);
    }
}
