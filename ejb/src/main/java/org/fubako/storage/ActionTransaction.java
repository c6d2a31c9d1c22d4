package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/** The short transactions of {@link ActionService}. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ActionTransaction {

    @Inject
    NodeAccess access;

    @Inject
    NodeRepository nodes;

    @Inject
    Thumbnails thumbnails;

    @Inject
    NoticeSender notices;

    @Inject
    TenantDirectory tenants;

    @EJB
    OperationLog log;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** A document that the caller may write, with its content. */
    public record Subject(FilePath path, NodeView node, BlobDescriptor content) {}

    /** Tells of documents what an update notice of their folders would: one mail per folder and recipient. */
    public void tell(Caller caller, List<Subject> subjects, FolderNotice notice) {
        Map<FilePath, List<Subject>> byFolder = subjects.stream()
                .collect(Collectors.groupingBy(
                        subject -> subject.path().parent(), LinkedHashMap::new, Collectors.toList()));
        TenantInfo tenant = tenants.info(caller.tenant());
        byFolder.forEach((folder, some) -> {
            List<NoticeRepository.News> news = some.stream()
                    .map(subject -> new NoticeRepository.News(
                            ids.next(),
                            subject.path().name(),
                            subject.node().length(),
                            caller.accountName(),
                            clock.instant()))
                    .toList();
            notices.send(caller, tenant, folder, news, notice);
        });
    }

    public void picture(Caller caller, List<Subject> subjects) {
        for (Subject subject : subjects) {
            Place place = access.openDocument(caller, subject.path(), Operation.UPLOAD_FILE, Action.ACTIONS);
            thumbnails.wanted(place.node(), subject.content().blobId());
        }
    }

    /** Writes down what the virus check has said. */
    public void judge(Caller caller, FilePath path, BlobDescriptor content, VirusCheck verdict) {
        nodes.judge(caller.tenant(), content.blobId(), verdict);
        log.record(LogEvent.of(caller, Action.VIRUS_CHECK, path.toString())
                .sized(content.length(), 0)
                .ended(verdict == VirusCheck.INFECTED ? verdict.name() : LogEvent.OK));
    }
}
