package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** What was made, or will be, of contents. It belongs to the content, so that copies and revisions share it, and goes with it. */
@ApplicationScoped
class Renditions {

    /** After so many failures in a row that were not the content's fault, it is left alone for a while. */
    static final int MOST_TRIES = 3;

    private static final Duration REST = Duration.ofMinutes(10);

    @Inject
    TenantSql sql;

    /**
     * How far it is.
     *
     * @param made the blob; empty as long as there is none
     * @param givenUp whether nothing will be made of it as things are
     */
    record State(Optional<UUID> made, boolean givenUp) {}

    /** One will be made, if there is none and none is wanted yet; true when that is new. */
    boolean want(TenantId tenant, UUID content, RenditionKind kind) {
        return sql.update(
                        "INSERT IGNORE INTO rendition (tenant_id, blob_id, kind) VALUES (?, ?, ?)",
                        tenant,
                        content,
                        kind.name())
                == 1;
    }

    /** What has failed a while ago for other reasons than its content is tried again; true when that is new. */
    boolean wantAgain(TenantId tenant, UUID content, RenditionKind kind) {
        return sql.update(
                        "UPDATE rendition SET tries = 0 WHERE tenant_id = ? AND blob_id = ? AND kind = ? AND tries >= ?"
                                + " AND rendition_id IS NULL AND NOT impossible AND tried_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND",
                        tenant,
                        content,
                        kind.name(),
                        MOST_TRIES,
                        REST.toSeconds())
                == 1;
    }

    /** Empty when none was ever wanted. */
    Optional<State> find(TenantId tenant, UUID content, RenditionKind kind) {
        return sql
                .query(
                        row -> row.getBytes(1) == null
                                ? new State(Optional.empty(), row.getBoolean(2) || row.getInt(3) >= MOST_TRIES)
                                : new State(Optional.of(TenantSql.id(row, 1)), false),
                        "SELECT rendition_id, impossible, tries FROM rendition WHERE tenant_id = ? AND blob_id = ? AND kind = ?",
                        tenant,
                        content,
                        kind.name())
                .stream()
                .findFirst();
    }

    /** One more try begins; false when somebody else has begun it. */
    boolean tried(RenditionTransaction.Wanted wanted) {
        return sql.update(
                        "UPDATE rendition SET tries = tries + 1, tried_at = UTC_TIMESTAMP(6) WHERE tenant_id = ?"
                                + " AND blob_id = ? AND kind = ? AND tries = ? AND rendition_id IS NULL",
                        wanted.tenant(),
                        wanted.content(),
                        wanted.kind().name(),
                        wanted.tries())
                == 1;
    }

    /** False when the content has gone meanwhile, or has one. */
    boolean made(RenditionTransaction.Wanted wanted, UUID rendition) {
        return sql.update(
                        "UPDATE rendition SET rendition_id = ? WHERE tenant_id = ? AND blob_id = ? AND kind = ?"
                                + " AND rendition_id IS NULL",
                        rendition,
                        wanted.tenant(),
                        wanted.content(),
                        wanted.kind().name())
                == 1;
    }

    /** Nothing can be made of it, however often that is tried. */
    void impossible(RenditionTransaction.Wanted wanted) {
        sql.update(
                "UPDATE rendition SET impossible = TRUE WHERE tenant_id = ? AND blob_id = ? AND kind = ?",
                wanted.tenant(),
                wanted.content(),
                wanted.kind().name());
    }
}
