package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fubako.mail.MailAddress;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Whom folders tell what has arrived, and what was not told yet. */
@ApplicationScoped
class NoticeRepository {

    @Inject
    TenantSql sql;

    /** Something that has arrived in a folder. */
    record News(UUID id, String name, long length, String account, Instant at) {}

    Optional<FolderNotice> find(TenantId tenant, UUID folder) {
        return sql
                .query(
                        row -> new FolderNotice(
                                Arrays.stream(row.getString(1).split(","))
                                        .map(MailAddress::new)
                                        .toList(),
                                Locale.forLanguageTag(row.getString(2))),
                        "SELECT recipients, language FROM folder_notice WHERE tenant_id = ? AND node_id = ?",
                        tenant,
                        folder)
                .stream()
                .findFirst();
    }

    void set(TenantId tenant, UUID folder, Optional<FolderNotice> notice) {
        sql.update("DELETE FROM folder_notice WHERE tenant_id = ? AND node_id = ?", tenant, folder);
        notice.ifPresent(wanted -> sql.update(
                "INSERT INTO folder_notice (tenant_id, node_id, recipients, language) VALUES (?, ?, ?, ?)",
                tenant,
                folder,
                wanted.recipients().stream().map(MailAddress::value).collect(Collectors.joining(",")),
                wanted.language().toLanguageTag()));
    }

    /** Gives copies of folders what the originals have; {@code copies} are by the node that each is a copy of. */
    void copy(TenantId tenant, Map<UUID, Node> copies) {
        sql.updateEach(
                "INSERT INTO folder_notice (tenant_id, node_id, recipients, language)"
                        + " SELECT tenant_id, ?, recipients, language FROM folder_notice"
                        + " WHERE tenant_id = ? AND node_id = ?",
                copies.entrySet().stream()
                        .filter(copy -> copy.getValue().settings().notice())
                        .map(copy -> new Object[] {copy.getValue().id(), tenant, copy.getKey()})
                        .toList());
    }

    void add(Node folder, News news) {
        sql.update(
                "INSERT INTO folder_news (tenant_id, id, node_id, name, length, account, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                folder.tenant(),
                news.id(),
                folder.id(),
                news.name(),
                news.length(),
                news.account(),
                news.at());
    }

    /** Takes what was not told of a folder, in the order in which it came. */
    List<News> take(TenantId tenant, UUID folder) {
        return sql
                .query(
                        row -> new News(
                                TenantSql.id(row, 1),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4),
                                TenantSql.time(row, 5)),
                        "DELETE FROM folder_news WHERE tenant_id = ? AND node_id = ?"
                                + " RETURNING id, name, length, account, created_at",
                        tenant,
                        folder)
                .stream()
                .sorted(Comparator.comparing(News::at))
                .toList();
    }
}
