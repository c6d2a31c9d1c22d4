package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Label;
import org.fubako.storage.NodeView;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.TenantInfo;

/** Who may give out, look after, and stop links. */
@ApplicationScoped
class LinkAccess {

    @EJB
    OperationLog log;

    void requirePublisher(Caller caller) {
        require(caller, Role.PUBLISH_LINKS, Action.LINK_ISSUE);
    }

    /** One's own links are for who may publish or manages links, everybody's for who manages them. */
    void requireReader(Caller caller, boolean everybodys) {
        if (everybodys || !caller.has(Role.PUBLISH_LINKS)) {
            require(caller, Role.MANAGE_LINKS, Action.LINK_VIEW);
        }
    }

    private void require(Caller caller, Role role, Action action) {
        if (!caller.has(role)) {
            log.recordApart(LogEvent.of(caller, action, "").ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, role.name());
        }
    }

    /** @throws Refusal LINK_CONFIDENTIAL when the label of the document keeps it here */
    void requireGivable(LinkPolicy policy, NodeView document, boolean guarded) {
        if (!isGivable(policy, document, guarded)) {
            throw new Refusal(Problem.LINK_CONFIDENTIAL, document.path().toString());
        }
    }

    /** Whether the label of a document lets it go out, with or without a password or a mailed code. */
    boolean isGivable(LinkPolicy policy, NodeView document, boolean guarded) {
        return document.label() != Label.CONFIDENTIAL || LinkRules.admitsConfidential(policy, guarded);
    }

    /** How many links of the tenant may be in force at once. */
    int mostLive(TenantInfo tenant) {
        return tenant.mostLinks();
    }
}
