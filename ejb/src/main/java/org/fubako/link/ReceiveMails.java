package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.fubako.mail.Mail;
import org.fubako.mail.MailAddress;
import org.fubako.mail.MailBrake;
import org.fubako.mail.MailQueue;
import org.fubako.mail.MailSettings;
import org.fubako.tenant.TenantInfo;

/**
 * Tells both sides what was handed in. An address that nobody has proven gets few mails: what stands in them a stranger has written, and
 * nobody shall use us to write to others. The link itself is in none of them.
 */
@ApplicationScoped
class ReceiveMails {

    /** Documents named in one mail; the receipt on the page has all. */
    private static final int MOST_NAMED = 50;

    @Inject
    ReceiveRepository folders;

    @Inject
    LinkTries tries;

    @Inject
    MailBrake brake;

    @Inject
    MailQueue mails;

    @Inject
    MailSettings settings;

    /** Within the transaction that ends the hand-in. */
    void send(TenantInfo tenant, ReceiveFolder folder, ReceiveHandIn done, Locale language) {
        folders.ownerMail(folder)
                .filter(owner -> brake.tryTake(tenant.id(), 1))
                .ifPresent(owner -> mails.put(tenant.id(), toOwner(tenant, folder, done, owner)));
        MailAddress.parse(done.mail())
                .filter(visitor -> done.proven() || tries.tryReceiptTo(folder.id(), visitor.value()))
                .filter(visitor -> brake.tryTake(tenant.id(), 1))
                .ifPresent(visitor -> mails.put(tenant.id(), toVisitor(tenant, folder, done, visitor, language)));
    }

    private Mail toOwner(TenantInfo tenant, ReceiveFolder folder, ReceiveHandIn done, MailAddress owner) {
        ReceiveText text = new ReceiveText(folder.language());
        String body = text.say("owner.text", folder.path(), done.stored().size()) + "\n\n"
                + text.receipt(tenant, folder, done, MOST_NAMED) + "\n"
                + text.say("owner.open") + "\n" + settings.baseUrl() + "/links/receive\n\n-- \n"
                + text.say("owner.why") + "\n";
        return new Mail(owner, text.say("owner.subject", folder.terms().title()), body, folder.language());
    }

    private static Mail toVisitor(
            TenantInfo tenant, ReceiveFolder folder, ReceiveHandIn done, MailAddress visitor, Locale language) {
        ReceiveText text = new ReceiveText(language);
        String body = text.say("visitor.text", tenant.name()) + "\n\n" + text.receipt(tenant, folder, done, MOST_NAMED)
                + "\n-- \n" + text.say("visitor.why") + "\n";
        return new Mail(visitor, text.say("visitor.subject", tenant.name(), done.number()), body, language);
    }
}
