package org.fubako.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * UUIDs of version 7 (RFC 9562, section 5.7) with a 12-bit counter behind the milliseconds (section 6.2, method 1): ids
 * of one source never go backwards, even when the clock does.
 */
final class TimeOrderedIds implements IdSource {

    private static final int COUNTER_LIMIT = 0x1000;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private int counter;

    TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public UUID next() {
        long high = nextHigh();
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private synchronized long nextHigh() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            counter = random.nextInt(COUNTER_LIMIT / 2);
        } else if (++counter == COUNTER_LIMIT) {
            lastMillis++;
            counter = 0;
        }
        return lastMillis << 16 | 0x7000L | counter;
    }
}
