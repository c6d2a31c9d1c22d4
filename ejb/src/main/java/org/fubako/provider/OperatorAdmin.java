package org.fubako.provider;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.fubako.account.Passwords;
import org.fubako.platform.IdSource;
import org.fubako.platform.NameKey;
import org.fubako.platform.UuidConverter;

/** Makes operators. They belong to no tenant, have tables of their own, and can never be an account's other name. */
@Stateless
public class OperatorAdmin {

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    Passwords passwords;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** One of the demonstration: the only kind that needs no second factor, address limit or training. */
    public void createDemo(String name, String password) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        entities.createNativeQuery("INSERT INTO operator (id, name, name_key, password_hash, password_changed_at, demo,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, TRUE, ?)")
                .setParameter(1, UuidConverter.bytes(ids.next()))
                .setParameter(2, name)
                .setParameter(3, NameKey.of(name))
                .setParameter(4, passwords.hashForManagers(password))
                .setParameter(5, now)
                .setParameter(6, now)
                .executeUpdate();
    }
}
