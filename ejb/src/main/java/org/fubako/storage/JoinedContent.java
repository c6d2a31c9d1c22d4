package org.fubako.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.TenantId;
import org.fubako.storage.blob.BlobContent;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.BlobStore;

/** The contents of several blobs behind one another, of which a mebibyte at a time is in memory. */
final class JoinedContent extends InputStream {

    private static final int CHUNK = 1 << 20;

    private final BlobStore blobs;
    private final TenantId tenant;
    private final Iterator<BlobDescriptor> parts;
    private Optional<BlobContent> open = Optional.empty();
    private long offset;
    private byte[] chunk = new byte[0];
    private int at;

    JoinedContent(BlobStore blobs, TenantId tenant, List<BlobDescriptor> parts) {
        this.blobs = blobs;
        this.tenant = tenant;
        this.parts = parts.iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == chunk.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, target, from, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (open.isEmpty() || offset == open.get().length()) {
            close();
            if (!parts.hasNext()) {
                return false;
            }
            open = Optional.of(blobs.open(tenant, parts.next()));
            offset = 0;
        }
        int length = (int) Math.min(CHUNK, open.get().length() - offset);
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        open.get().transferTo(out, offset, length);
        offset += length;
        chunk = out.toByteArray();
        at = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }
}
