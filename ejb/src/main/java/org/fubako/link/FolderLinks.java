package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fubako.account.AccountLinkService;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.mail.Mail;
import org.fubako.mail.MailAddress;
import org.fubako.mail.MailBrake;
import org.fubako.mail.MailQueue;
import org.fubako.mail.MailWords;
import org.fubako.platform.Problem;
import org.fubako.storage.GivenDocuments;
import org.fubako.storage.NodeView;
import org.fubako.storage.OneTimeUrlWanted;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/**
 * Makes a one-time URL for each document that arrives in a folder that wants so, and mails it to whoever has brought the document. It
 * is made when that one may publish, has a confirmed mail address and may give the document out like that; else the document arrives
 * without one, and the log says why.
 */
@ApplicationScoped
class FolderLinks {

    private static final String BUNDLE = "fubako.link.folder";
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm zzz", Locale.ROOT);

    @Inject
    LinkMaker maker;

    @Inject
    LinkGate gate;

    @EJB
    GivenDocuments documents;

    @EJB
    AccountLinkService accounts;

    @Inject
    LinkAccess access;

    @Inject
    TenantDirectory tenants;

    @Inject
    MailQueue mails;

    @Inject
    MailBrake brake;

    @EJB
    OperationLog log;

    void arrived(@Observes OneTimeUrlWanted wanted) {
        Caller caller = wanted.caller();
        TenantInfo tenant = tenants.info(caller.tenant());
        LinkPolicy policy = tenant.policies().links();
        Optional<NodeView> document =
                documents.find(caller, List.of(wanted.document())).map(found -> found.get(0));
        if (document.isEmpty() || !caller.has(Role.PUBLISH_LINKS)) {
            skip(caller, document, Problem.ROLE_MISSING);
        } else if (!policy.demand().isMet(false, false)) {
            skip(caller, document, Problem.LINK_PROTECTION);
        } else if (!access.isGivable(policy, document.get(), false)) {
            skip(caller, document, Problem.LINK_CONFIDENTIAL);
        } else {
            give(caller, tenant, document.get(), policy);
        }
    }

    private void give(Caller caller, TenantInfo tenant, NodeView document, LinkPolicy policy) {
        AccountLinkService.OwnMail own = accounts.ownMail(caller);
        Optional<MailAddress> to = own.mail().filter(mail -> own.confirmed()).map(MailAddress::new);
        if (to.isEmpty()) {
            skip(caller, Optional.of(document), Problem.MAIL_ADDRESS_MISSING);
        } else if (!brake.tryTake(caller.tenant(), 1)) {
            skip(caller, Optional.of(document), Problem.TOO_MANY_MAILS);
        } else if (!gate.hasRoom(caller.tenant(), access.mostLive(tenant), 1)) {
            skip(caller, Optional.of(document), Problem.LINKS_AT_LIMIT);
        } else {
            LinkTerms terms =
                    new LinkTerms(policy.longestDays(), 1, Optional.empty(), List.of(), new AddressRanges(List.of()));
            LinkService.NewLink made =
                    maker.make(caller, List.of(List.of(document)), terms).get(0);
            mails.put(caller.tenant(), mail(to.get(), tenant, document, made));
        }
    }

    /** In both languages: who uploads by a program has said none. */
    private static Mail mail(MailAddress to, TenantInfo tenant, NodeView document, LinkService.NewLink made) {
        String until = UNTIL.format(made.view().expiresAt().atZone(tenant.zone()));
        String text = Stream.of(Locale.JAPANESE, Locale.ENGLISH)
                .map(language -> MailWords.of(BUNDLE, language))
                .map(words -> words.say("text", document.path().toString(), until) + "\n" + made.url() + "\n\n"
                        + words.word("why") + "\n")
                .collect(Collectors.joining("\n-- \n"));
        String subject = MailWords.of(BUNDLE, Locale.JAPANESE).say("subject", document.name());
        return new Mail(to, subject, text, Locale.JAPANESE);
    }

    private void skip(Caller caller, Optional<NodeView> document, Problem problem) {
        String path = document.map(found -> found.path().toString()).orElse("");
        log.record(LogEvent.of(caller, Action.LINK_ISSUE, path).ended(problem.name()));
    }
}
