package org.fubako.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.UUID;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantEntity;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantKey;

/** A person of a tenant who signs in. */
@Entity
@IdClass(TenantKey.class)
@Table(name = "account")
public class Account extends TenantEntity {

    private String name;

    @Column(name = "name_key")
    private byte[] nameKey;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "password_changed_at")
    private Instant passwordChangedAt;

    @Column(name = "password_due_on")
    private LocalDate passwordDueOn;

    @Column(name = "password_lifetime")
    private String passwordLifetime;

    @Column(name = "password_temporary")
    private boolean passwordTemporary;

    @Column(name = "expires_on")
    private LocalDate expiresOn;

    @Column(name = "locked_at")
    private Instant lockedAt;

    private int version;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Account() {} // JPA

    Account(TenantId tenant, UUID id, String name, Instant now) {
        super(tenant, id);
        this.name = name;
        this.nameKey = NameKey.of(name);
        this.createdAt = now;
    }

    /** From the next change of the password on, which is due that long after it. */
    void renewEvery(Optional<Period> lifetime) {
        passwordLifetime = lifetime.map(Period::toString).orElse(null);
    }

    /** Ends every cached sign-in with the old one. */
    void changePassword(String hash, Instant now, LocalDate today) {
        passwordHash = hash;
        passwordChangedAt = now;
        passwordTemporary = false;
        passwordDueOn = Optional.ofNullable(passwordLifetime)
                .map(lifetime -> nextDeadline(Optional.ofNullable(passwordDueOn), Period.parse(lifetime), today))
                .orElse(null);
        version++;
    }

    /** Counted from the deadline before, not from the change; the end of a month stays the end of a month. */
    static LocalDate nextDeadline(Optional<LocalDate> before, Period lifetime, LocalDate today) {
        LocalDate start = before.orElse(today);
        int periods = 1;
        while (!start.plus(lifetime.multipliedBy(periods)).isAfter(today)) {
            periods++;
        }
        return start.plus(lifetime.multipliedBy(periods));
    }

    /** The same password, hashed with today's parameters. */
    void rehash(String hash) {
        passwordHash = hash;
    }

    /** Sign-in stops from 00:00 of the expiry date. */
    boolean maySignIn(LocalDate today) {
        return lockedAt == null && (expiresOn == null || today.isBefore(expiresOn));
    }

    boolean mustChangePassword(LocalDate today) {
        return passwordTemporary || passwordDueOn != null && !today.isBefore(passwordDueOn);
    }

    String name() {
        return name;
    }

    Optional<String> passwordLifetime() {
        return Optional.ofNullable(passwordLifetime);
    }

    Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }

    int version() {
        return version;
    }
}
