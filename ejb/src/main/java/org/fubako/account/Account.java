package org.fubako.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.fubako.mail.MailAddress;
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

    private String comment = "";

    private String mail;

    @Column(name = "mail_key")
    private byte[] mailKey;

    @Column(name = "mail_confirmed_at")
    private Instant mailConfirmedAt;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "password_pending")
    private boolean passwordPending;

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

    @Column(name = "last_sign_in_at")
    private Instant lastSignInAt;

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
        passwordPending = QuickHash.isQuick(hash);
        passwordChangedAt = now;
        passwordTemporary = false;
        passwordDueOn = Optional.ofNullable(passwordLifetime)
                .map(lifetime -> nextDeadline(Optional.ofNullable(passwordDueOn), Period.parse(lifetime), today))
                .orElse(null);
        version++;
    }

    /** As {@link #changePassword}, of a password that somebody else has chosen: the next sign-in is for choosing another. */
    void giveTemporaryPassword(String hash, Instant now, LocalDate today) {
        changePassword(hash, now, today);
        passwordTemporary = true;
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

    /** Ends every cached sign-in. */
    void changeSecondFactor() {
        version++;
    }

    /** The same password, hashed with today's parameters. */
    void rehash(String hash) {
        passwordHash = hash;
        passwordPending = false;
    }

    /** A lifetime that is new is counted from today. */
    void change(AccountTerms terms, LocalDate today) {
        expiresOn = terms.expiresOn().orElse(null);
        String lifetime = terms.passwordLifetime().map(Period::toString).orElse(null);
        if (!Objects.equals(lifetime, passwordLifetime)) {
            passwordLifetime = lifetime;
            passwordDueOn = terms.passwordLifetime()
                    .map(period -> nextDeadline(Optional.empty(), period, today))
                    .orElse(null);
        }
        version++;
    }

    void comment(String text) {
        comment = text;
    }

    /** Where mail goes, which its holder has yet to confirm; empty for nowhere. */
    void mail(Optional<MailAddress> address) {
        mail = address.map(MailAddress::value).orElse(null);
        mailKey = address.map(MailAddress::value).map(NameKey::of).orElse(null);
        mailConfirmedAt = null;
    }

    Optional<MailAddress> mail() {
        return Optional.ofNullable(mail).map(MailAddress::new);
    }

    boolean isMailConfirmed() {
        return mailConfirmedAt != null;
    }

    void confirmMail(Instant now) {
        mailConfirmedAt = now;
    }

    /** Nobody signs in from now on; those who are in are out. */
    void suspend(Instant now) {
        lockedAt = now;
        version++;
    }

    void activate() {
        lockedAt = null;
    }

    void cameIn(Instant now) {
        lastSignInAt = now;
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
