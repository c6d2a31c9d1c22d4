package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.mail.MailBrake;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/** The short transactions of {@link NoticeJob}. Looks over all tenants for news, and tells those of one folder at a time. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class NoticeTransaction {

    private static final Logger LOG = System.getLogger(NoticeTransaction.class.getName());

    /** Also where something new comes all the time. */
    private static final int LONGEST_WAIT_SECONDS = 300;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    NoticeRepository notices;

    @Inject
    NoticeSettings settings;

    @Inject
    NoticeSender sender;

    @Inject
    MailBrake brake;

    @Inject
    NodeRepository nodes;

    @Inject
    SpaceRepository spaces;

    @Inject
    TenantDirectory tenants;

    /** A folder with something to tell. */
    public record Due(TenantId tenant, UUID folder) {}

    /** By the database's clock. */
    @SuppressWarnings("unchecked")
    public List<Due> due() {
        List<Object[]> rows = entities.createNativeQuery("SELECT tenant_id, node_id FROM folder_news"
                        + " GROUP BY tenant_id, node_id"
                        + " HAVING MAX(created_at) <= UTC_TIMESTAMP(6) - INTERVAL ?1 SECOND"
                        + " OR MIN(created_at) <= UTC_TIMESTAMP(6) - INTERVAL " + LONGEST_WAIT_SECONDS + " SECOND")
                .setParameter(1, settings.quiet().toSeconds())
                .getResultList();
        return rows.stream()
                .map(row ->
                        new Due(new TenantId(UuidConverter.uuid((byte[]) row[0])), UuidConverter.uuid((byte[]) row[1])))
                .toList();
    }

    /**
     * What is told goes from the list in the same transaction in which the mails are queued. Nothing is told of a deleted folder.
     * What is more than the tenant may send waits.
     */
    public void tell(Due due) {
        Optional<FolderNotice> notice = notices.find(due.tenant(), due.folder());
        if (notice.isPresent()
                && !brake.tryTake(due.tenant(), notice.get().recipients().size())) {
            LOG.log(
                    Level.WARNING,
                    "tenant {0} sends too many mails: those of folder {1} wait",
                    due.tenant(),
                    due.folder());
            return;
        }
        List<NoticeRepository.News> news = notices.take(due.tenant(), due.folder());
        Optional<Place> folder = folder(due);
        if (news.isEmpty() || notice.isEmpty() || folder.isEmpty()) {
            return;
        }
        TenantInfo tenant = tenants.info(due.tenant());
        sender.send(tenant.program(), tenant, folder.get().path(), news, notice.get());
    }

    private Optional<Place> folder(Due due) {
        List<Node> way = nodes.upwards(due.tenant(), due.folder());
        if (way.isEmpty()) {
            return Optional.empty();
        }
        return spaces.find(due.tenant(), way.get(0).spaceId())
                .filter(space -> space.rootId().equals(way.get(0).id()))
                .map(space -> Place.of(space, way, Set.of()));
    }
}
