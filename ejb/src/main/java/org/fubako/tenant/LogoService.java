package org.fubako.tenant;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.AfterCommit;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;

/** The logo of a tenant: seen by everybody, changed with MANAGE_ACCOUNTS. A change holds as those of policies do. */
@Stateless
public class LogoService {

    private final SecureRandom random = new SecureRandom();

    @Inject
    LogoRepository logos;

    @Inject
    TenantDirectory tenants;

    @Inject
    AfterCommit afterCommit;

    @EJB
    OperationLog log;

    /** Empty when there is none. */
    public Optional<Logo> find(Caller caller) {
        return logos.find(caller.tenant());
    }

    /**
     * In the place of the one before; its address is known to nobody yet.
     *
     * @throws Refusal LOGO_NOT_PICTURE, LOGO_MEASURES, BODY_TOO_LARGE, ROLE_MISSING
     */
    public Logo replace(Caller caller, byte[] content) {
        require(caller);
        if (content.length > Logo.LARGEST) {
            throw new Refusal(Problem.BODY_TOO_LARGE, "");
        }
        PictureHead head = PictureHead.of(content).orElseThrow(() -> new Refusal(Problem.LOGO_NOT_PICTURE, ""));
        if (Math.max(head.width(), head.height()) > Logo.LONGEST_SIDE) {
            throw new Refusal(Problem.LOGO_MEASURES, head.width() + " × " + head.height());
        }
        Logo fresh = new Logo(draw(), head, content);
        change(caller, Optional.of(fresh));
        return fresh;
    }

    /** Does nothing where there is none. */
    public void remove(Caller caller) {
        require(caller);
        change(caller, Optional.empty());
    }

    private void require(Caller caller) {
        if (!caller.has(Role.MANAGE_ACCOUNTS)) {
            log.recordApart(
                    LogEvent.of(caller, Action.POLICIES, "").to("logo").ended(Problem.ROLE_MISSING.name()),
                    Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, Role.MANAGE_ACCOUNTS.name());
        }
    }

    private UUID draw() {
        byte[] drawn = new byte[16];
        random.nextBytes(drawn);
        ByteBuffer bytes = ByteBuffer.wrap(drawn);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private void change(Caller caller, Optional<Logo> after) {
        TenantId tenant = caller.tenant();
        logos.hold(tenant);
        Optional<Logo> before = logos.find(tenant);
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        logos.delete(tenant);
        after.ifPresent(logo -> logos.add(tenant, logo));
        log.record(LogEvent.of(caller, Action.POLICIES, "").to("logo: " + inWords(before) + " → " + inWords(after)));
        Runnable forget = () -> tenants.forget(tenant);
        afterCommit.run(forget, forget);
    }

    private static String inWords(Optional<Logo> logo) {
        return logo.map(Logo::inWords).orElse("");
    }
}
