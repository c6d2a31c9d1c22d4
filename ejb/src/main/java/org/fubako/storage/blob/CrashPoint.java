package org.fubako.storage.blob;

import java.util.Locale;

/** The places in an upload at which the process may die; each has a test that lets it die there. */
public enum CrashPoint {
    UP_START,
    UP_RESERVED,
    UP_TMP_CREATED,
    UP_TMP_PARTIAL,
    UP_TMP_FULL,
    UP_TMP_SYNCED,
    UP_ENV,
    UP_RENAMED,
    UP_DIR_SYNCED,
    UP_TX2_BEFORE,
    UP_TX2_COMMIT_SENT,
    UP_TX2_AFTER,
    UP_ANSWERED;

    /** As named in the design: {@code up.tmp.created}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
