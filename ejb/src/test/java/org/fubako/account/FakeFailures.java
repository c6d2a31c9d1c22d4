package org.fubako.account;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.fubako.platform.TenantId;

/** Wrong passwords in memory. */
class FakeFailures extends FailureRepository {

    final Map<String, Integer> counts = new HashMap<>();

    static GuessingCeiling ceiling(FakeFailures failures, java.time.Clock clock) {
        GuessingCeiling ceiling = new GuessingCeiling();
        ceiling.failures = failures;
        ceiling.keys = label -> new byte[32];
        ceiling.clock = clock;
        ceiling.ofNetwork = 100;
        ceiling.begin();
        return ceiling;
    }

    private static String key(TenantId tenant, byte[] name) {
        return tenant + "|" + HexFormat.of().formatHex(name);
    }

    @Override
    int count(TenantId tenant, byte[] name) {
        return counts.getOrDefault(key(tenant, name), 0);
    }

    @Override
    int add(TenantId tenant, byte[] name, Instant now) {
        return counts.merge(key(tenant, name), 1, Integer::sum);
    }

    @Override
    void drop(TenantId tenant, byte[] name) {
        counts.remove(key(tenant, name));
    }
}
