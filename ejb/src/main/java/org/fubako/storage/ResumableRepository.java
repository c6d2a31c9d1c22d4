package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;
import org.fubako.storage.blob.BlobDescriptor;

/** Uploads that come in parts. */
@ApplicationScoped
class ResumableRepository {

    /** How long an upload waits for its next part. */
    static final Duration PATIENCE = Duration.ofDays(3);

    /** As {@link #PATIENCE}, of what somebody without an account has begun: it keeps others from handing in as much. */
    static final Duration PATIENCE_WITH_STRANGERS = Duration.ofDays(1);

    private static final String SELECT =
            "SELECT id, account_id, space_id, path, length, received, parts, only_new, if_match,"
                    + " sha256, modified_at, expires_at, finished_at IS NOT NULL, folder, held, verdict FROM resumable_upload";

    private static final String PARTS =
            " FROM upload_part p JOIN stored_blob b ON b.tenant_id = p.tenant_id AND b.id = p.blob_id"
                    + " WHERE p.tenant_id = ? AND p.upload_id = ?";

    @Inject
    TenantSql sql;

    void add(TenantId tenant, UUID id, UUID account, UUID space, NewUpload upload, Instant now) {
        sql.update(
                "INSERT INTO resumable_upload (tenant_id, id, account_id, space_id, path, length, only_new, if_match, sha256,"
                        + " modified_at, held, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                tenant,
                id,
                account,
                space,
                upload.path().toString(),
                upload.length(),
                upload.onlyNew(),
                upload.ifMatch(),
                upload.sha256(),
                upload.modifiedAt(),
                upload.held(),
                now,
                now.plus(patience(upload.held())));
    }

    private static Duration patience(boolean held) {
        return held ? PATIENCE_WITH_STRANGERS : PATIENCE;
    }

    Optional<PartialUpload> find(TenantId tenant, UUID id) {
        return sql.query(row -> read(tenant, row), SELECT + " WHERE tenant_id = ? AND id = ?", tenant, id).stream()
                .findFirst();
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    Optional<PartialUpload> lock(TenantId tenant, UUID id) {
        return sql
                .query(row -> read(tenant, row), SELECT + " WHERE tenant_id = ? AND id = ? FOR UPDATE", tenant, id)
                .stream()
                .findFirst();
    }

    private static PartialUpload read(TenantId tenant, ResultSet row) throws SQLException {
        Optional<Set<String>> ifMatch = Optional.ofNullable(row.getString(9)).map(Set::of);
        Optional<Set<String>> ifNoneMatch = row.getBoolean(8) ? Optional.of(Set.of()) : Optional.empty();
        return new PartialUpload(
                tenant,
                TenantSql.id(row, 1),
                TenantSql.id(row, 2),
                TenantSql.id(row, 3),
                FilePath.parse(row.getString(4)),
                row.getLong(5),
                row.getLong(6),
                row.getInt(7),
                new Conditions(ifMatch, ifNoneMatch, Set.of()),
                Optional.ofNullable(row.getBytes(10)),
                row.getString(11) == null ? Optional.empty() : Optional.of(TenantSql.time(row, 11)),
                TenantSql.time(row, 12),
                row.getBoolean(13),
                Optional.ofNullable(row.getString(14)),
                row.getBoolean(15),
                Optional.ofNullable(row.getString(16)).map(VirusCheck::valueOf),
                Optional.empty());
    }

    /** False when the account has a folder of that name. */
    boolean addFolder(TenantId tenant, UUID id, UUID account, UUID space, String folder, Instant now) {
        return sql.update(
                        "INSERT IGNORE INTO resumable_upload (tenant_id, id, account_id, space_id, path, length, only_new, folder,"
                                + " created_at, expires_at) VALUES (?, ?, ?, ?, '/', 0, FALSE, ?, ?, ?)",
                        tenant,
                        id,
                        account,
                        space,
                        folder,
                        now,
                        now.plus(PATIENCE))
                == 1;
    }

    Optional<PartialUpload> findFolder(TenantId tenant, UUID account, String folder) {
        return sql
                .query(
                        row -> read(tenant, row),
                        SELECT + " WHERE tenant_id = ? AND account_id = ? AND folder = ?",
                        tenant,
                        account,
                        folder)
                .stream()
                .findFirst();
    }

    /** Makes room for a chunk, whose number it gives; nothing when the folder has gone. */
    Optional<Integer> growFolder(PartialUpload upload, long bytes, Instant now) {
        int changed = sql.update(
                "UPDATE resumable_upload SET received = received + ?, parts = parts + 1, expires_at = ? WHERE tenant_id = ?"
                        + " AND id = ? AND finished_at IS NULL",
                bytes,
                now.plus(PATIENCE),
                upload.tenant(),
                upload.id());
        return changed == 0
                ? Optional.empty()
                : sql
                        .query(
                                row -> row.getInt(1),
                                "SELECT parts FROM resumable_upload WHERE tenant_id = ? AND id = ?",
                                upload.tenant(),
                                upload.id())
                        .stream()
                        .findFirst();
    }

    /** Takes a chunk away; its blob. */
    Optional<UUID> takeChunk(PartialUpload upload, String name) {
        return sql
                .query(
                        row -> TenantSql.id(row, 1),
                        "DELETE FROM upload_part WHERE tenant_id = ? AND upload_id = ? AND name = ? RETURNING blob_id",
                        upload.tenant(),
                        upload.id(),
                        name)
                .stream()
                .findFirst();
    }

    /** The blob of a chunk, whose row is there. */
    void setChunk(PartialUpload upload, int number, String name, UUID blob) {
        sql.update(
                "INSERT INTO upload_part (tenant_id, upload_id, number, blob_id, name) VALUES (?, ?, ?, ?, ?)",
                upload.tenant(),
                upload.id(),
                number,
                blob,
                name);
    }

    /** Blobs of the chunks by name. */
    Map<Chunk, BlobDescriptor> chunks(PartialUpload upload) {
        Map<Chunk, BlobDescriptor> chunks = new HashMap<>();
        sql.query(
                row -> {
                    BlobDescriptor blob = NodeRepository.readBlob(row);
                    return chunks.put(new Chunk(row.getString(8), blob.length()), blob);
                },
                "SELECT " + NodeRepository.BLOB_COLUMNS + ", p.name" + PARTS,
                upload.tenant(),
                upload.id());
        return chunks;
    }

    /** How many an account has that are not finished; what others hand in by its links is not among them. */
    int open(TenantId tenant, UUID account) {
        return sql.query(
                        row -> row.getInt(1),
                        "SELECT COUNT(*) FROM resumable_upload WHERE tenant_id = ? AND account_id = ? AND finished_at IS NULL AND NOT held",
                        tenant,
                        account)
                .get(0);
    }

    /** Adds a part behind those that were there when the upload was read; false when another has come or gone meanwhile. */
    boolean addPart(PartialUpload upload, BlobDescriptor part, Instant now) {
        int changed = sql.update(
                "UPDATE resumable_upload SET received = received + ?, parts = parts + 1, expires_at = ? WHERE tenant_id = ?"
                        + " AND id = ? AND received = ? AND parts = ? AND finished_at IS NULL",
                part.length(),
                now.plus(patience(upload.held())),
                upload.tenant(),
                upload.id(),
                upload.received(),
                upload.parts());
        return changed == 1;
    }

    /** The blob of a part, whose row is there. */
    void setPart(PartialUpload upload, BlobDescriptor part) {
        sql.update(
                "INSERT INTO upload_part (tenant_id, upload_id, number, blob_id) VALUES (?, ?, ?, ?)",
                upload.tenant(),
                upload.id(),
                upload.parts(),
                part.blobId());
    }

    boolean hasPart(TenantId tenant, UUID blob) {
        return !sql.query(row -> true, "SELECT 1 FROM upload_part WHERE tenant_id = ? AND blob_id = ?", tenant, blob)
                .isEmpty();
    }

    void judge(PartialUpload upload, VirusCheck verdict) {
        sql.update(
                "UPDATE resumable_upload SET verdict = ? WHERE tenant_id = ? AND id = ?",
                verdict.name(),
                upload.tenant(),
                upload.id());
    }

    /** In their order. */
    List<BlobDescriptor> parts(PartialUpload upload) {
        return sql.query(
                NodeRepository::readBlob,
                "SELECT " + NodeRepository.BLOB_COLUMNS + PARTS + " ORDER BY p.number",
                upload.tenant(),
                upload.id());
    }

    /** Takes the parts away; their blobs in no order. */
    List<UUID> takeParts(TenantId tenant, UUID upload) {
        return sql.query(
                row -> TenantSql.id(row, 1),
                "DELETE FROM upload_part WHERE tenant_id = ? AND upload_id = ? RETURNING blob_id",
                tenant,
                upload);
    }

    /** From here on it is only remembered, for a client that has not heard the answer; false when it was finished before. */
    boolean finish(TenantId tenant, UUID upload, Instant now) {
        return sql.update(
                        "UPDATE resumable_upload SET finished_at = ?, folder = NULL WHERE tenant_id = ? AND id = ? AND finished_at IS NULL",
                        now,
                        tenant,
                        upload)
                == 1;
    }

    void drop(TenantId tenant, UUID upload) {
        sql.update("DELETE FROM resumable_upload WHERE tenant_id = ? AND id = ?", tenant, upload);
    }

    /** What comes into a space that is given up is thrown away soon. */
    void expire(Space space, Instant now) {
        sql.update(
                "UPDATE resumable_upload SET expires_at = ? WHERE tenant_id = ? AND space_id = ?",
                now,
                space.tenant(),
                space.id());
    }

    /** What an account that goes was about to upload is thrown away soon. */
    void expire(TenantId tenant, UUID account, Instant now) {
        sql.update(
                "UPDATE resumable_upload SET expires_at = ? WHERE tenant_id = ? AND account_id = ?",
                now,
                tenant,
                account);
    }
}
