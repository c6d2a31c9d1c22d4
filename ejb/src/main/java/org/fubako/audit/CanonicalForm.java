package org.fubako.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.fubako.platform.UuidConverter;

/**
 * The bytes of a row that its seal is computed over. Every field carries its length before it, so that no two different
 * rows share a form: without lengths, "ab" and "c" would read like "a" and "bc".
 */
final class CanonicalForm {

    /** Changes with every change of the form, so that old rows stay verifiable. */
    private static final int VERSION = 1;

    private static final int ABSENT = -1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    private CanonicalForm() {}

    static byte[] of(LogRow row) {
        CanonicalForm form = new CanonicalForm();
        form.out.write(VERSION);
        form.text(row.day().toString());
        form.id(row.tenant().value());
        form.id(row.id());
        form.number(row.at().getEpochSecond());
        form.number(row.at().getNano());
        form.text(row.serviceCode());
        form.text(row.address());
        form.text(row.account());
        form.text(row.surface());
        form.text(row.action());
        form.text(row.space());
        form.text(row.path());
        form.text(row.destination());
        form.number(row.bytes());
        form.number(row.millis());
        form.text(row.result());
        row.refersTo().ifPresentOrElse(form::id, () -> form.length(ABSENT));
        return form.out.toByteArray();
    }

    private void text(String value) {
        field(value.getBytes(StandardCharsets.UTF_8));
    }

    private void id(UUID value) {
        field(UuidConverter.bytes(value));
    }

    private void number(long value) {
        field(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private void field(byte[] bytes) {
        length(bytes.length);
        out.writeBytes(bytes);
    }

    private void length(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }
}
