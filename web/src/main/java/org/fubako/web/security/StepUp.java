package org.fubako.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * For changes that a stolen session must not make: whoever has proved who it is within the last ten minutes makes them; others are
 * asked for the code, or the password where there is no second factor, and come back.
 */
@RequestScoped
public class StepUp {

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final String PAGE = "/account/proof?next=";

    @Inject
    HttpServletRequest request;

    @Inject
    Clock clock;

    public boolean isDue() {
        Optional<SignedInRequest> signedIn = SignedInRequest.of(request);
        if (signedIn.filter(found -> found.byHeader() && found.who().reach().inPerson())
                .isPresent()) {
            return false;
        }
        Instant oldest = clock.instant().minus(FRESH);
        return signedIn.flatMap(SignedInRequest::provedAt)
                .filter(oldest::isBefore)
                .isEmpty();
    }

    /** For services' doors without pages. */
    public void require() {
        if (isDue()) {
            throw new Refusal(Problem.PROOF_TOO_OLD, "");
        }
    }

    /** The page that asks, and leads back to {@code address}. */
    public String page(String address) {
        return PAGE + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }
}
