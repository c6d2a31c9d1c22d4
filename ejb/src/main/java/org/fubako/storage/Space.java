package org.fubako.storage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.persistence.annotations.Convert;
import org.fubako.caller.AddressRanges;
import org.fubako.platform.TenantEntity;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantKey;

/** A top-level storage area; its documents hang below the folder {@code rootId}. */
@Entity
@IdClass(TenantKey.class)
@Table(name = "space")
public class Space extends TenantEntity {

    @Enumerated(EnumType.STRING)
    private SpaceKind kind;

    @Convert("uuid")
    @Column(name = "owner_id")
    private UUID ownerId;

    private String name;

    @Column(name = "name_key")
    private byte[] nameKey;

    @Convert("uuid")
    @Column(name = "root_id")
    private UUID rootId;

    @Column(name = "quota_bytes")
    private long quotaBytes;

    private boolean trash;

    @Column(name = "trash_days")
    private Integer trashDays;

    @Column(name = "auto_delete_days")
    private Integer autoDeleteDays;

    /** Separated by commas. */
    @Column(name = "allowed_addresses")
    private String allowedAddresses = "";

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Space() {} // JPA

    Space(
            TenantId tenant,
            UUID id,
            SpaceKind kind,
            UUID ownerId,
            String name,
            UUID rootId,
            long quotaBytes,
            Instant now) {
        super(tenant, id);
        this.kind = kind;
        this.ownerId = ownerId;
        this.name = name;
        this.nameKey = NodeName.key(name);
        this.rootId = rootId;
        this.quotaBytes = quotaBytes;
        this.createdAt = now;
    }

    SpaceKind kind() {
        return kind;
    }

    UUID ownerId() {
        return ownerId;
    }

    String name() {
        return name;
    }

    boolean hasKey(byte[] key) {
        return Arrays.equals(nameKey, key);
    }

    UUID rootId() {
        return rootId;
    }

    long quotaBytes() {
        return quotaBytes;
    }

    boolean trash() {
        return trash;
    }

    /** After how many days something leaves the trash by itself; empty for never. */
    Optional<Integer> trashDays() {
        return Optional.ofNullable(trashDays);
    }

    /** What is set for all of it. */
    SpaceSettings settings() {
        return new SpaceSettings(trash, trashDays(), Optional.ofNullable(autoDeleteDays));
    }

    /** From where the space may be entered; empty for everywhere. */
    List<String> addresses() {
        return allowedAddresses.isEmpty() ? List.of() : List.of(allowedAddresses.split(","));
    }

    boolean admits(String address) {
        return AddressRanges.stored(allowedAddresses).admit(address);
    }

    Instant createdAt() {
        return createdAt;
    }

    FilePath path() {
        FilePath top = FilePath.ROOT.child(kind.segment());
        return kind.named() ? top.child(name) : top;
    }
}
