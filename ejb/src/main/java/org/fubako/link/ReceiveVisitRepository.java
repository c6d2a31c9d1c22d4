package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Visitors of receive folders, and what they hand in. */
@ApplicationScoped
class ReceiveVisitRepository {

    private static final String FILE = "f.id, f.name, f.length, f.state, f.stored_name, f.sha256";

    @Inject
    TenantSql sql;

    void add(ReceiveFolder folder, UUID id, byte[] tokenHash, String address, Locale language) {
        sql.update(
                "INSERT INTO receive_visit (tenant_id, id, receive_id, token_hash, address, language, begun_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))",
                folder.tenant(),
                id,
                folder.id(),
                tokenHash,
                address,
                language.getLanguage());
    }

    Optional<ReceiveVisit> byToken(ReceiveFolder folder, byte[] tokenHash) {
        return sql
                .query(
                        ReceiveVisitRepository::read,
                        "SELECT id, name, mail, proven, language, begun_at, handed_in_at FROM receive_visit"
                                + " WHERE tenant_id = ? AND receive_id = ? AND token_hash = ?",
                        folder.tenant(),
                        folder.id(),
                        tokenHash)
                .stream()
                .findFirst();
    }

    private static ReceiveVisit read(ResultSet row) throws SQLException {
        Optional<ReceiveVisit.Visitor> visitor = row.getString(2) == null
                ? Optional.empty()
                : Optional.of(new ReceiveVisit.Visitor(row.getString(2), row.getString(3), row.getBoolean(4)));
        return new ReceiveVisit(
                TenantSql.id(row, 1),
                visitor,
                Locale.forLanguageTag(row.getString(5)),
                TenantSql.time(row, 6),
                TenantSql.findTime(row, 7));
    }

    Optional<ReceiveVisit.Visitor> visitor(TenantId tenant, UUID visit) {
        return sql
                .query(
                        row -> new ReceiveVisit.Visitor(row.getString(1), row.getString(2), row.getBoolean(3)),
                        "SELECT name, mail, proven FROM receive_visit WHERE tenant_id = ? AND id = ? AND name IS NOT NULL",
                        tenant,
                        visit)
                .stream()
                .findFirst();
    }

    /** Who the visitor says he is; another address has to be proven anew. Not any more once he has sent something. */
    boolean name(TenantId tenant, UUID visit, String name, String mail) {
        return sql.update(
                        "UPDATE receive_visit SET proven = proven AND mail = ?, name = ?, mail = ? WHERE tenant_id = ? AND id = ?"
                                + " AND handed_in_at IS NULL AND NOT EXISTS (SELECT 1 FROM receive_file f"
                                + " WHERE f.tenant_id = ? AND f.visit_id = ?)",
                        mail,
                        name,
                        mail,
                        tenant,
                        visit,
                        tenant,
                        visit)
                == 1;
    }

    void prove(TenantId tenant, UUID visit, String mail) {
        sql.update(
                "UPDATE receive_visit SET proven = TRUE WHERE tenant_id = ? AND id = ? AND mail = ? AND handed_in_at IS NULL",
                tenant,
                visit,
                mail);
    }

    /** Whether something can still be added to it; then nobody ends it until this transaction does. */
    boolean holdOpen(TenantId tenant, UUID visit) {
        return !sql.query(
                        row -> TenantSql.id(row, 1),
                        "SELECT id FROM receive_visit WHERE tenant_id = ? AND id = ? AND handed_in_at IS NULL FOR UPDATE",
                        tenant,
                        visit)
                .isEmpty();
    }

    /** True for the one who ends it. */
    boolean end(TenantId tenant, UUID visit) {
        return sql.update(
                        "UPDATE receive_visit SET handed_in_at = UTC_TIMESTAMP(6) WHERE tenant_id = ? AND id = ?"
                                + " AND handed_in_at IS NULL",
                        tenant,
                        visit)
                == 1;
    }

    void addFile(TenantId tenant, UUID visit, UUID id, String name, long length) {
        sql.update(
                "INSERT INTO receive_file (tenant_id, id, visit_id, name, length, state) VALUES (?, ?, ?, ?, ?, 'COMING')",
                tenant,
                id,
                visit,
                name,
                length);
    }

    /** A document that a visitor is sending or has sent, in this visit. */
    Optional<ReceiveFile> file(TenantId tenant, UUID visit, UUID id) {
        return sql
                .query(
                        row -> readFile(row, 1),
                        "SELECT " + FILE + " FROM receive_file f WHERE f.tenant_id = ? AND f.visit_id = ? AND f.id = ?",
                        tenant,
                        visit,
                        id)
                .stream()
                .findFirst();
    }

    /** As {@link #file(TenantId, UUID, UUID)}, of whichever visit. */
    Optional<ReceiveFile> file(TenantId tenant, UUID id) {
        return sql
                .query(
                        row -> readFile(row, 1),
                        "SELECT " + FILE + " FROM receive_file f WHERE f.tenant_id = ? AND f.id = ?",
                        tenant,
                        id)
                .stream()
                .findFirst();
    }

    List<ReceiveFile> files(TenantId tenant, UUID visit) {
        return sql.query(
                row -> readFile(row, 1),
                "SELECT " + FILE + " FROM receive_file f WHERE f.tenant_id = ? AND f.visit_id = ? ORDER BY f.id",
                tenant,
                visit);
    }

    private static ReceiveFile readFile(ResultSet row, int first) throws SQLException {
        return new ReceiveFile(
                TenantSql.id(row, first),
                row.getString(first + 1),
                row.getLong(first + 2),
                ReceiveFile.State.valueOf(row.getString(first + 3)),
                Optional.ofNullable(row.getString(first + 4)),
                Optional.ofNullable(row.getBytes(first + 5)).map(HexFormat.of()::formatHex));
    }

    /** Where the room of a document was taken. */
    record Room(UUID receive, long bytes) {}

    /** Whose document it was, if it was still coming; it is so no more. */
    Optional<Room> end(TenantId tenant, UUID file, ReceiveFile.State state) {
        Optional<Room> room = sql
                .query(
                        row -> new Room(TenantSql.id(row, 1), row.getLong(2)),
                        "SELECT v.receive_id, f.length FROM receive_file f JOIN receive_visit v ON v.tenant_id = f.tenant_id"
                                + " AND v.id = f.visit_id WHERE f.tenant_id = ? AND f.id = ? AND f.state = 'COMING' FOR UPDATE",
                        tenant,
                        file)
                .stream()
                .findFirst();
        room.ifPresent(found -> sql.update(
                "UPDATE receive_file SET state = ? WHERE tenant_id = ? AND id = ?", state.name(), tenant, file));
        return room;
    }

    void setStored(TenantId tenant, UUID file, UUID node, String name, byte[] sha256) {
        sql.update(
                "UPDATE receive_file SET node_id = ?, stored_name = ?, sha256 = ? WHERE tenant_id = ? AND id = ?",
                node,
                name,
                sha256,
                tenant,
                file);
    }

    /** That the one that is thrown away was so because of a virus. */
    void setInfected(TenantId tenant, UUID file) {
        sql.update(
                "UPDATE receive_file SET state = 'INFECTED' WHERE tenant_id = ? AND id = ? AND state = 'BROKEN'",
                tenant,
                file);
    }

    Optional<ReceiveHandIn> handIn(TenantId tenant, UUID visit) {
        return read(tenant, " AND v.id = ?", visit).stream().findFirst();
    }

    /** Those who have said who they are and sent something; the newest first. */
    List<ReceiveHandIn> handIns(TenantId tenant, UUID receive) {
        return read(tenant, " AND v.receive_id = ?", receive);
    }

    private List<ReceiveHandIn> read(TenantId tenant, String condition, UUID id) {
        Map<UUID, ReceiveHandIn> visits = new LinkedHashMap<>();
        Map<UUID, List<ReceiveFile>> files = new LinkedHashMap<>();
        sql.query(
                row -> {
                    UUID visit = TenantSql.id(row, 7);
                    visits.put(
                            visit,
                            new ReceiveHandIn(
                                    visit,
                                    row.getString(8),
                                    row.getString(9),
                                    row.getBoolean(10),
                                    row.getString(11),
                                    TenantSql.time(row, 12),
                                    TenantSql.findTime(row, 13),
                                    List.of()));
                    return files.computeIfAbsent(visit, none -> new ArrayList<>())
                            .add(readFile(row, 1));
                },
                "SELECT " + FILE + ", v.id, v.name, v.mail, v.proven, v.address, v.begun_at, v.handed_in_at"
                        + " FROM receive_visit v JOIN receive_file f ON f.tenant_id = v.tenant_id AND f.visit_id = v.id"
                        + " WHERE v.tenant_id = ? AND v.name IS NOT NULL" + condition
                        + " ORDER BY v.begun_at DESC, v.id, f.id LIMIT 10000",
                tenant,
                id);
        return visits.values().stream()
                .map(visit -> new ReceiveHandIn(
                        visit.id(),
                        visit.name(),
                        visit.mail(),
                        visit.proven(),
                        visit.address(),
                        visit.begunAt(),
                        visit.handedInAt(),
                        files.get(visit.id())))
                .toList();
    }
}
