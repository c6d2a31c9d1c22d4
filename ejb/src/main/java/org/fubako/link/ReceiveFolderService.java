package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.fubako.account.Passwords;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.mail.MailSettings;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretToken;
import org.fubako.storage.FileService;
import org.fubako.storage.NodeView;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/**
 * Folders into which people without an account may put documents. Whoever makes one lends them his right to upload there, and nothing
 * else: when he loses it, so do they. One that is stopped stays so.
 */
@Stateless
public class ReceiveFolderService {

    /** Where such a link leads; its token comes behind. */
    public static final String PATH = "/r/";

    @Inject
    ReceiveRepository folders;

    @Inject
    ReceiveVisitRepository visits;

    @Inject
    ReceiveAccess access;

    @Inject
    LinkAccess links;

    @Inject
    LinkGate gate;

    @Inject
    LinkTokens tokens;

    @EJB
    FileService files;

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

    /**
     * One that was just made.
     *
     * @param url to be told to those who shall hand something in; nobody can find it out later
     */
    public record Made(ReceiveView view, String url) {}

    /**
     * Makes one, for the role PUBLISH_LINKS and whoever may upload into the folder.
     *
     * @param language of the mails that tell the caller what has come
     */
    public Made create(Caller caller, ReceiveWish wish, Locale language) {
        access.require(caller, Action.RECEIVE_FOLDER_CREATE, wish.folder().toString(), Role.PUBLISH_LINKS);
        TenantInfo tenant = tenants.info(caller.tenant());
        ReceiveTerms terms = ReceiveRules.terms(wish, tenant.policies().links());
        NodeView folder = files.describe(caller, wish.folder());
        if (!folder.folder()) {
            throw new Refusal(Problem.NOT_A_FOLDER, wish.folder().toString());
        }
        access.requireUpload(caller, folder);
        ReceiveRepository.Secrets secrets =
                new ReceiveRepository.Secrets(wish.password().map(passwords::hashForRecipients), language);
        int most = links.mostLive(tenant);
        if (!gate.hasRoom(caller.tenant(), most, 1)) {
            throw new Refusal(Problem.LINKS_AT_LIMIT, Integer.toString(most));
        }
        UUID id = ids.next();
        String token = SecretToken.random();
        folders.add(caller, id, tokens.ofReceiveFolder(token), folder.id(), wish, terms, secrets);
        log.record(
                LogEvent.of(caller, Action.RECEIVE_FOLDER_CREATE, folder.path().toString())
                        .to(inWords(id, wish, terms)));
        return new Made(
                ReceiveView.of(folders.find(caller.tenant(), id).orElseThrow()), settings.baseUrl() + PATH + token);
    }

    /** What was decided, without what is secret. */
    private static String inWords(UUID id, ReceiveWish wish, ReceiveTerms terms) {
        List<String> words = new ArrayList<>(List.of(
                ReceiveFolder.way(id),
                wish.validDays() + " days",
                terms.mostFiles() + " files",
                terms.bytesInAll() + " bytes"));
        if (wish.password().isPresent()) {
            words.add("password");
        }
        if (terms.code()) {
            words.add("code");
        }
        return String.join(", ", words);
    }

    /**
     * Those of the caller, the newest first; what has ended is among them for 30 days.
     *
     * @param all those of everybody, for the role MANAGE_LINKS
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<ReceiveView> list(Caller caller, boolean all) {
        if (all) {
            access.require(caller, Action.ACCESS, "receive", Role.MANAGE_LINKS);
        } else {
            access.require(caller, Action.ACCESS, "receive", Role.PUBLISH_LINKS, Role.MANAGE_LINKS);
        }
        List<ReceiveFolder> found =
                all ? folders.all(caller.tenant()) : folders.ofAccount(caller.tenant(), caller.accountId());
        return found.stream().map(ReceiveView::of).toList();
    }

    /** Who has handed in what, the newest first. It is kept for 30 days after the receive folder was to end. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<ReceiveHandIn> log(Caller caller, UUID id) {
        access.require(caller, Action.ACCESS, "receive", Role.PUBLISH_LINKS, Role.MANAGE_LINKS);
        ReceiveFolder folder = access.find(caller, id);
        return visits.handIns(caller.tenant(), folder.id());
    }

    /** From now on it leads nowhere. What has not been handed in is thrown away; one that is over already stays as it is. */
    public void stop(Caller caller, UUID id) {
        access.require(caller, Action.RECEIVE_FOLDER_STOP, "", Role.PUBLISH_LINKS, Role.MANAGE_LINKS);
        ReceiveFolder folder = access.find(caller, id);
        if (folders.stop(caller.tenant(), id)) {
            log.record(LogEvent.of(caller, Action.RECEIVE_FOLDER_STOP, folder.path())
                    .to(folder.way()));
        }
    }
}
