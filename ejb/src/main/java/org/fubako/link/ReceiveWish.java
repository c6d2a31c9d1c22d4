package org.fubako.link;

import java.util.List;
import java.util.Optional;
import org.fubako.storage.FilePath;

/**
 * A receive folder that is to be made.
 *
 * @param folder into which documents come
 * @param message to visitors, plain text; may be empty
 * @param validDays from now
 * @param mostFiles of all visitors together
 * @param bytesEach of one document
 * @param bytesInAll of all documents of all visitors together
 * @param endings of the names that are taken, with or without a dot; empty for all
 * @param code whether visitors prove their mail address by a code that is mailed to it
 * @param addresses ranges from which it can be reached; empty for all
 */
public record ReceiveWish(
        FilePath folder,
        String title,
        String message,
        int validDays,
        int mostFiles,
        long bytesEach,
        long bytesInAll,
        List<String> endings,
        boolean code,
        Optional<String> password,
        List<String> addresses) {

    public static final int DEFAULT_DAYS = 7;
    public static final int DEFAULT_FILES = 100;
    public static final long DEFAULT_BYTES_EACH = 1L << 30;
    public static final long DEFAULT_BYTES_IN_ALL = 10L << 30;

    /** Keeps copies of its own. */
    public ReceiveWish {
        endings = List.copyOf(endings);
        addresses = List.copyOf(addresses);
    }
}
