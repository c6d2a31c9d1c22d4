package org.fubako.audit;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.UUID;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Where a page of the log ended. Outside it is an opaque text, so that its form can change. */
record LogPosition(LocalDate day, UUID id) {

    private static final int LENGTH = Integer.BYTES + 2 * Long.BYTES;

    static LogPosition parse(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length != LENGTH) {
                throw new Refusal(Problem.CURSOR_INVALID, "cursor");
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            LocalDate day = LocalDate.ofEpochDay(buffer.getInt());
            return new LogPosition(day, new UUID(buffer.getLong(), buffer.getLong()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Refusal(Problem.CURSOR_INVALID, "cursor", e);
        }
    }

    String cursor() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putInt((int) day.toEpochDay())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
