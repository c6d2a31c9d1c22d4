package org.fubako.link;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.account.Passwords;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretToken;
import org.fubako.storage.FolderDownload;
import org.fubako.storage.GivenDocuments;
import org.fubako.storage.NodeView;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/**
 * What people without an account do with a one-time URL. To look at one changes nothing, so that scanners of mails can; a download is
 * counted when it begins. Who cannot use a link learns nothing of it, not even whether there is one.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LinkVisits {

    /** For so long somebody who has given the password need not give it again. */
    private static final Duration PASS_VALIDITY = Duration.ofMinutes(30);

    private static final System.Logger LOG = System.getLogger(LinkVisits.class.getName());

    @Resource
    ManagedExecutorService executor;

    @Inject
    LinkRepository links;

    @Inject
    LinkTokens tokens;

    @Inject
    LinkAccess access;

    @Inject
    LinkTries tries;

    @Inject
    Issuers issuers;

    @Inject
    VisitPass passes;

    @Inject
    Passwords passwords;

    @EJB
    MailedCodes codes;

    @EJB
    GivenDocuments documents;

    @EJB
    LinkFetches fetches;

    @Inject
    FetchRepository opened;

    @Inject
    TenantDirectory tenants;

    @EJB
    OperationLog log;

    @Inject
    Clock clock;

    /**
     * Somebody at the door of a link.
     *
     * @param token as it stands in the address
     * @param host the name that the request was sent to, without a port
     * @param pass what an earlier step has given; empty for nothing
     */
    public record Visitor(String token, String host, String address, String pass) {}

    /** What somebody says to get in; what is empty was not said. */
    public record Answer(Optional<String> password, Optional<String> mail, Optional<String> code) {

        public static final Answer NOTHING = new Answer(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What the page of a link shows.
     *
     * @param room empty as long as the visitor has not given the password or proved the address
     * @param begun the visitor's own download of the last ten minutes
     */
    public record Door(TenantInfo tenant, boolean asksPassword, boolean asksCode, Optional<Room> room, Begun begun) {}

    /** How far a download has come. */
    public enum Begun {
        NOT,
        /** It may go on, or has stopped where it broke. */
        UNDER_WAY,
        /** All of it was sent; only who has not got all of it yet can still have the rest. */
        COMPLETE
    }

    /** What is behind it. */
    public record Room(String issuer, Instant expiresAt, int left, List<NodeView> documents) {

        public Room {
            documents = List.copyOf(documents);
        }
    }

    /** Everything about a link that can be used from where the visitor is. */
    private record Known(LinkRepository.Secret link, TenantInfo tenant, Caller issuer, List<NodeView> given) {}

    /**
     * The page of a link.
     *
     * @throws Refusal LINK_UNUSABLE, always the same, or TOO_MANY_TRIES for a network that tries one bad link after another
     */
    public Door look(Visitor visitor, String grant) {
        Optional<LinkRepository.Secret> link = byToken(visitor);
        Begun begun = link.flatMap(found -> resumable(found, grant))
                .map(open -> open.complete() ? Begun.COMPLETE : Begun.UNDER_WAY)
                .orElse(Begun.NOT);
        Known known = link.filter(found -> begun != Begun.NOT || found.state().isValid())
                .flatMap(found -> known(visitor, found))
                .orElseThrow(() -> tries.miss(visitor.address));
        LinkView view = links.find(known.link.tenant(), known.link.id(), Optional.empty())
                .orElseThrow(() -> tries.miss(visitor.address));
        int left = view.state().isValid() ? view.maxDownloads() - view.downloads() : 0;
        boolean open = !known.link.isGuarded()
                || begun != Begun.NOT
                || proof(visitor, known.link).isPresent();
        return new Door(
                known.tenant,
                known.link.passwordHash().isPresent(),
                !known.link.recipients().isEmpty(),
                Optional.of(new Room(view.issuer(), view.expiresAt(), left, known.given))
                        .filter(room -> open),
                begun);
    }

    private Optional<VisitPass.Proof> proof(Visitor visitor, LinkRepository.Secret link) {
        return passes.read(link.id(), visitor.pass);
    }

    /** One that is for where the visitor is, whether it is in force or not. */
    private Optional<LinkRepository.Secret> byToken(Visitor visitor) {
        return Optional.of(visitor.token)
                .filter(SecretToken::isWellFormed)
                .flatMap(token -> links.byToken(tokens.ofUrl(token)))
                .filter(link -> link.addresses().admit(visitor.address))
                .filter(link -> tenants.serves(visitor.host, link.tenant()));
    }

    /** What was stopped does not go on; what was used up or has expired meanwhile does. */
    private Optional<FetchRepository.Open> resumable(LinkRepository.Secret link, String grant) {
        return Optional.of(grant)
                .filter(given -> SecretToken.isWellFormed(given) && link.state() != LinkState.STOPPED)
                .flatMap(given -> opened.open(link.tenant(), link.id(), tokens.ofGrant(given)));
    }

    private Known inForce(Visitor visitor) {
        return byToken(visitor)
                .filter(link -> link.state().isValid())
                .flatMap(link -> known(visitor, link))
                .orElseThrow(() -> tries.miss(visitor.address));
    }

    private Optional<Known> known(Visitor visitor, LinkRepository.Secret link) {
        return tenants.find(link.tenant()).flatMap(tenant -> issuers.of(link.tenant(), link.account(), visitor.address)
                .flatMap(issuer -> given(tenant, link, issuer).map(given -> new Known(link, tenant, issuer, given))));
    }

    private Optional<List<NodeView>> given(TenantInfo tenant, LinkRepository.Secret link, Caller issuer) {
        LinkPolicy policy = tenant.policies().links();
        return documents.find(issuer, links.nodes(link.tenant(), link.id())).filter(given -> given.stream()
                .allMatch(document -> access.isGivable(policy, document, link.isGuarded())));
    }

    /**
     * Lets somebody see what is behind a link; nothing is counted.
     *
     * @return what to carry until the download, good for 30 minutes
     * @throws Refusal as {@link #look}; LINK_PASSWORD and LINK_CODE for what is wrong
     */
    public String enter(Visitor visitor, Answer answer) {
        Known known = inForce(visitor);
        return passes.issue(
                known.link.id(), prove(visitor, known, answer), clock.instant().plus(PASS_VALIDITY));
    }

    /** The address that was proved; empty when none had to be. */
    private String prove(Visitor visitor, Known known, Answer answer) {
        LinkRepository.Secret link = known.link;
        Optional<VisitPass.Proof> before = proof(visitor, link);
        if (before.isPresent() || !link.isGuarded()) {
            return before.map(VisitPass.Proof::mail).orElse("");
        }
        tries.guess(link.id(), visitor.address, () -> check(known, answer));
        return recipient(link, answer).map(MailedCodes::key).orElse("");
    }

    private void check(Known known, Answer answer) {
        LinkRepository.Secret link = known.link;
        boolean right = link.passwordHash()
                .map(hash -> passwords.matches(answer.password.orElse(""), hash))
                .orElse(true);
        if (!right) {
            throw refused(known, Problem.LINK_PASSWORD);
        }
        boolean proved = link.recipients().isEmpty()
                || recipient(link, answer)
                        .filter(mail -> codes.prove(link.tenant(), link.id(), mail, answer.code.orElse("")))
                        .isPresent();
        if (!proved) {
            throw refused(known, Problem.LINK_CODE);
        }
    }

    private static Optional<MailAddress> recipient(LinkRepository.Secret link, Answer answer) {
        return answer.mail.flatMap(mail -> recipient(link, mail));
    }

    private Refusal refused(Known known, Problem problem) {
        log.recordApart(
                LogEvent.of(known.issuer, Action.LINK_OPEN, "")
                        .to(LinkTokens.inLog(known.link.id()))
                        .ended(problem.name()),
                Optional.empty());
        return new Refusal(problem, "");
    }

    private static Optional<MailAddress> recipient(LinkRepository.Secret link, String typed) {
        return MailAddress.parse(typed.strip()).filter(mail -> link.recipients().contains(MailedCodes.key(mail)));
    }

    /**
     * Mails a code to an address, if it is one of those that the link was given to. Neither the answer nor its time tells whether it
     * is: the mail is written afterwards.
     *
     * @throws Refusal as {@link #look}; TOO_MANY_TRIES for a network that has codes sent again and again
     */
    public void sendCode(Visitor visitor, String mail, Locale language) {
        Known known = inForce(visitor);
        if (known.link.recipients().isEmpty()) {
            return;
        }
        tries.requireCode(known.link.id(), visitor.address);
        recipient(known.link, mail).ifPresent(to -> executor.execute(() -> send(known, to, language)));
    }

    private void send(Known known, MailAddress to, Locale language) {
        try {
            codes.send(known.tenant, known.link.id(), to, language);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a code for " + LinkTokens.inLog(known.link.id()) + " was not sent", e);
        }
    }

    /**
     * Something on its way out.
     *
     * @param grant lets whoever holds it go on after a break for ten minutes, without being counted again
     * @param complete whether all of it was sent before, so that only the end of it is to be had again
     */
    public record Fetch(Caller issuer, UUID link, UUID id, String grant, boolean complete, List<NodeView> documents) {

        public Fetch {
            documents = List.copyOf(documents);
        }

        /** Names under which the documents are packed together; two of one name get a counter. */
        public List<String> names() {
            Set<String> taken = new HashSet<>();
            return documents.stream()
                    .map(document -> FolderDownload.free(document.name(), taken))
                    .toList();
        }

        /** What its lines in the log say of where it went. */
        public String inLog() {
            return LinkTokens.inLog(link);
        }
    }

    /**
     * Begins a download, and counts it.
     *
     * @throws Refusal as {@link #enter}; LINK_UNUSABLE also when others have had the last one meanwhile
     */
    public Fetch begin(Visitor visitor, Answer answer) {
        Known known = inForce(visitor);
        String mail = prove(visitor, known, answer);
        String grant = SecretToken.random();
        UUID fetch = fetches.begin(
                        known.link.tenant(),
                        known.link.id(),
                        tokens.ofGrant(grant),
                        visitor.address,
                        Optional.of(mail).filter(proved -> !proved.isEmpty()))
                .orElseThrow(() -> tries.miss(visitor.address));
        return new Fetch(known.issuer, known.link.id(), fetch, grant, false, known.given);
    }

    /**
     * Goes on with a download that was counted before; empty when the time for that is over, or it never was. What was stopped does not
     * go on.
     */
    public Optional<Fetch> resume(Visitor visitor, String grant) {
        return byToken(visitor).flatMap(link -> resumable(link, grant).flatMap(open -> known(visitor, link)
                .map(known -> new Fetch(known.issuer, link.id(), open.id(), grant, open.complete(), known.given))));
    }
}
