package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.storage.GivenDocuments;
import org.fubako.storage.NodeView;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.TenantDirectory;

/**
 * One-time URLs: giving documents out to people without an account, watching what is fetched, and stopping it. What a link gives is
 * what its issuer could fetch at that moment.
 */
@Stateless
public class LinkService {

    /** Where a link leads; its token comes behind. */
    public static final String PATH = "/o/";

    /** Documents of one link. */
    public static final int MOST_DOCUMENTS = 500;

    /** How many of the links to one document are told. */
    public static final int MOST_OF_DOCUMENT = 50;

    @Inject
    LinkRepository links;

    @Inject
    FetchRepository fetches;

    @Inject
    LinkAccess access;

    @Inject
    LinkMaker maker;

    @EJB
    GivenDocuments documents;

    @Inject
    TenantDirectory tenants;

    @EJB
    OperationLog log;

    /** A link that was just made, with its address in clear for this one time. */
    public record NewLink(LinkView view, String url) {}

    /** What the tenant allows for links, to be offered before one is made. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public LinkPolicy policy(Caller caller) {
        return tenants.info(caller.tenant()).policies().links();
    }

    /** How the label and the rules of the tenant let a document be given out. */
    public enum Givable {
        FREELY,
        /** With a password or a mailed code. */
        GUARDED,
        NEVER
    }

    /** As it stands now, so that nobody chooses in vain; what counts is asked again when a link is made. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Givable givable(Caller caller, NodeView document) {
        LinkPolicy policy = policy(caller);
        if (!access.isGivable(policy, document, true)) {
            return Givable.NEVER;
        }
        return access.isGivable(policy, document, false) ? Givable.FREELY : Givable.GUARDED;
    }

    /** One link to all of the documents. For the role PUBLISH_LINKS, and whoever may fetch every one of them. */
    public NewLink issue(Caller caller, List<FilePath> paths, LinkTerms terms) {
        return maker.make(caller, List.of(open(caller, paths)), terms).get(0);
    }

    /** A link of its own to each of the documents, all on the same terms: all of them are made, or none. */
    public List<NewLink> issueEach(Caller caller, List<FilePath> paths, LinkTerms terms) {
        return maker.make(caller, open(caller, paths).stream().map(List::of).toList(), terms);
    }

    private List<NodeView> open(Caller caller, List<FilePath> paths) {
        access.requirePublisher(caller);
        if (paths.isEmpty() || paths.size() > MOST_DOCUMENTS) {
            throw new Refusal(Problem.LINK_DOCUMENTS, "");
        }
        return documents.require(caller, paths.stream().distinct().toList(), Action.LINK_ISSUE);
    }

    /**
     * Which links are wanted in a list; the newest come first.
     *
     * @param everybodys for the role MANAGE_LINKS; else the caller's own
     * @param inForce or those that have ended within the last 30 days
     * @param words part of the path of a document or of the issuer's name, whatever its case; empty for all
     * @param before only those made before this one
     */
    public record Wanted(boolean everybodys, boolean inForce, String words, Optional<UUID> before, int limit) {

        public Wanted(boolean everybodys, boolean inForce, Optional<UUID> before, int limit) {
            this(everybodys, inForce, "", before, limit);
        }
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<LinkView> list(Caller caller, Wanted wanted) {
        access.requireReader(caller, wanted.everybodys);
        return links.list(
                caller.tenant(),
                new LinkRepository.Wanted(
                        owner(caller, wanted.everybodys),
                        wanted.inForce,
                        wanted.words.strip().toLowerCase(Locale.ROOT),
                        wanted.before,
                        wanted.limit));
    }

    /** How many there are in such a list. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public int count(Caller caller, boolean everybodys, boolean inForce) {
        return count(caller, everybodys, inForce, "");
    }

    /** How many of those in such a list have the words. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public int count(Caller caller, boolean everybodys, boolean inForce, String words) {
        access.requireReader(caller, everybodys);
        return links.count(
                caller.tenant(),
                owner(caller, everybodys),
                inForce,
                words.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The links in force that lead to a document which the caller may fetch, the newest first and not more than {@value
     * #MOST_OF_DOCUMENT}: one's own, or everybody's for the role MANAGE_LINKS.
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<LinkView> ofDocument(Caller caller, FilePath path) {
        boolean everybodys = caller.has(Role.MANAGE_LINKS);
        access.requireReader(caller, everybodys);
        UUID document = documents
                .require(caller, List.of(path), Action.LINK_VIEW)
                .get(0)
                .id();
        return links.ofDocument(caller.tenant(), document, owner(caller, everybodys), MOST_OF_DOCUMENT);
    }

    private static Optional<UUID> owner(Caller caller, boolean everybodys) {
        return everybodys ? Optional.empty() : Optional.of(caller.accountId());
    }

    /** One's own, or anybody's for the role MANAGE_LINKS; another one does not exist. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public LinkView find(Caller caller, UUID id) {
        boolean everybodys = caller.has(Role.MANAGE_LINKS);
        access.requireReader(caller, everybodys);
        return links.find(caller.tenant(), id, owner(caller, everybodys))
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    /** The downloads that were counted, the first one first. Kept for 30 days after the link's time is over. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<FetchView> log(Caller caller, UUID id) {
        return fetches.list(caller.tenant(), find(caller, id).id());
    }

    /** The link is of no use from now on, for good; transfers that run come to their end. One that has ended stays as it is. */
    public LinkView stop(Caller caller, UUID id) {
        LinkView link = find(caller, id);
        if (links.stop(caller.tenant(), id, caller.accountName())) {
            log.recordAll(link.paths().stream()
                    .map(path -> LogEvent.of(caller, Action.LINK_STOP, path).to(LinkTokens.inLog(id)))
                    .toList());
        }
        return find(caller, id);
    }
}
