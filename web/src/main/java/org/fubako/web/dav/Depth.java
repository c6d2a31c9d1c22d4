package org.fubako.web.dav;

import java.util.Locale;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** How far below a folder a request reaches (RFC 4918, section 10.2). A missing field is what each method takes it for. */
enum Depth {
    MISSING,
    ZERO,
    ONE,
    INFINITY;

    /** Some clients add {@code ,noroot}, which only spares them one line of the answer. */
    static Depth of(Optional<String> field) {
        if (field.isEmpty()) {
            return MISSING;
        }
        return switch (field.get().toLowerCase(Locale.ROOT).replaceFirst("\\s*,\\s*noroot$", "")) {
            case "0" -> ZERO;
            case "1" -> ONE;
            case "infinity" -> INFINITY;
            default -> throw new Refusal(Problem.REQUEST_MALFORMED, "Depth");
        };
    }
}
