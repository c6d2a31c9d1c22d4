package org.fubako.storage.blob;

import java.util.Locale;

/** The places in an upload at which the process may die; {@code CrashPointsIT} lets it die at each of them. */
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
    /** Everything is written, the commit is about to be sent. */
    UP_TX2_WRITTEN,
    /** The commit has returned; nothing that comes after it has run. */
    UP_TX2_COMMIT_SENT,
    UP_TX2_AFTER,
    /** The client has its answer. */
    UP_ANSWERED;

    /** As named in the design: {@code up.tmp.created}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
