package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.mail.Mail;
import org.fubako.mail.MailAddress;
import org.fubako.mail.MailQueue;
import org.fubako.tenant.TenantInfo;

/** Tells of what is new in a folder, in the transaction that is under way. */
@ApplicationScoped
class NoticeSender {

    @Inject
    NoticeText text;

    @Inject
    MailQueue mails;

    @EJB
    OperationLog log;

    /** Queues a mail for each recipient and writes the line of the log. */
    void send(Caller by, TenantInfo tenant, FilePath folder, List<NoticeRepository.News> news, FolderNotice notice) {
        NoticeText.Written written = text.write(tenant, folder, news, notice.language());
        for (MailAddress recipient : notice.recipients()) {
            mails.put(by.tenant(), new Mail(recipient, written.subject(), written.text(), notice.language()));
        }
        log.record(LogEvent.of(by, Action.NOTICE, folder.toString()).to(notice.inWords()));
    }
}
