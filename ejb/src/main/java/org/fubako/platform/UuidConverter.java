package org.fubako.platform;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;

/**
 * Stores ids as {@code BINARY(16)}, most significant byte first, so that version 7 ids sort by time. EclipseLink's own
 * converter because those of JPA may not stand on an id.
 */
public class UuidConverter implements Converter {

    private static final long serialVersionUID = 1L;

    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    public static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    @Override
    public Object convertObjectValueToDataValue(Object value, Session session) {
        return value instanceof UUID id ? bytes(id) : value;
    }

    @Override
    public Object convertDataValueToObjectValue(Object value, Session session) {
        return value instanceof byte[] stored ? uuid(stored) : value;
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    public void initialize(DatabaseMapping mapping, Session session) {
        if (mapping instanceof AbstractDirectMapping direct) {
            direct.getField().setTypeName("[B");
        } else if (mapping instanceof DirectCollectionMapping collection) {
            collection.getDirectField().setTypeName("[B");
        }
    }
}
