package org.fubako.provider;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes down of every store in which country it lies, and lets nothing start when that country is not allowed. Where a store
 * lies is the operator's statement: a program cannot see it.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class StoreRegister {

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    @Inject
    @ConfigProperty(name = "fubako.data.location", defaultValue = "JP")
    String country;

    @Inject
    @ConfigProperty(name = "fubako.data.locations", defaultValue = "JP")
    String allowed;

    @Inject
    @ConfigProperty(name = "fubako.data", defaultValue = "data")
    String data;

    @Inject
    @ConfigProperty(name = "fubako.db.address")
    String database;

    @Inject
    @ConfigProperty(name = "fubako.db.keys.address")
    String keys;

    @PostConstruct
    void start() {
        DataLocation location = DataLocation.among(allowed, country);
        register("database", location, withoutParameters(database));
        register("keys", location, withoutParameters(keys));
        register("blobs", location, Path.of(data, "blobs").toAbsolutePath().toString());
    }

    /** There may be passwords in them. */
    static String withoutParameters(String address) {
        return address.replaceFirst("\\?.*", "");
    }

    private void register(String store, DataLocation location, String address) {
        entities.createNativeQuery("INSERT INTO store (name, location, address, registered_at, started_at)"
                        + " VALUES (?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE"
                        + " location = VALUES(location), address = VALUES(address), started_at = VALUES(started_at)")
                .setParameter(1, store)
                .setParameter(2, location.country())
                .setParameter(3, address)
                .executeUpdate();
    }
}
