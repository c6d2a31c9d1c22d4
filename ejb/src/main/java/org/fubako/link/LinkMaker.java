package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.fubako.account.Passwords;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.mail.MailAddress;
import org.fubako.mail.MailSettings;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretToken;
import org.fubako.storage.NodeView;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/** Makes one-time URLs, by hand as well as by the action of a folder. */
@ApplicationScoped
class LinkMaker {

    @Inject
    LinkRepository links;

    @Inject
    LinkAccess access;

    @Inject
    LinkGate gate;

    @Inject
    LinkTokens tokens;

    @Inject
    Passwords passwords;

    @Inject
    TenantDirectory tenants;

    @Inject
    MailSettings settings;

    @EJB
    OperationLog log;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /**
     * A link to each group of documents, in the transaction under way.
     *
     * @param groups of documents of which the caller is known to be able to fetch every one
     * @throws Refusal for what the tenant does not allow
     */
    List<LinkService.NewLink> make(Caller caller, List<List<NodeView>> groups, LinkTerms wanted) {
        TenantInfo tenant = tenants.info(caller.tenant());
        LinkPolicy policy = tenant.policies().links();
        LinkTerms terms = new LinkTerms(
                wanted.validDays(),
                wanted.maxDownloads(),
                wanted.password(),
                LinkRules.distinct(wanted.recipients()),
                wanted.addresses());
        LinkRules.require(policy, terms);
        groups.stream()
                .flatMap(List::stream)
                .forEach(document -> access.requireGivable(policy, document, terms.isGuarded()));
        Optional<String> hash = terms.password().map(passwords::hashForRecipients);
        if (!gate.hasRoom(caller.tenant(), access.mostLive(tenant), groups.size())) {
            throw new Refusal(Problem.LINKS_AT_LIMIT, Integer.toString(access.mostLive(tenant)));
        }
        return groups.stream().map(group -> make(caller, group, terms, hash)).toList();
    }

    private LinkService.NewLink make(
            Caller caller, List<NodeView> given, LinkTerms terms, Optional<String> passwordHash) {
        String token = SecretToken.random();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LinkView view = new LinkView(
                ids.next(),
                caller.accountName(),
                now,
                now.plus(terms.validDays(), ChronoUnit.DAYS),
                Optional.empty(),
                Optional.empty(),
                terms.maxDownloads(),
                0,
                passwordHash.isPresent(),
                terms.recipients().stream().map(MailAddress::value).toList(),
                terms.addresses(),
                LinkState.VALID,
                given.stream().map(document -> document.path().toString()).toList());
        List<LinkRepository.Item> items = given.stream()
                .map(document ->
                        new LinkRepository.Item(document.id(), document.path().toString()))
                .toList();
        links.add(caller, view, tokens.ofUrl(token), passwordHash, items);
        String inLog = LinkTokens.inLog(view.id()) + ": " + terms;
        log.recordAll(view.paths().stream()
                .map(path -> LogEvent.of(caller, Action.LINK_ISSUE, path).to(inLog))
                .toList());
        return new LinkService.NewLink(view, settings.baseUrl() + LinkService.PATH + token);
    }
}
