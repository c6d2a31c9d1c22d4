package org.fubako.storage.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** An opened blob. */
public interface BlobContent extends Closeable {

    /** In bytes of plaintext. */
    long length();

    /**
     * Sends a part of the plaintext; no byte leaves before its segment has been verified.
     *
     * @throws IntegrityException in the middle when a segment is damaged
     */
    void transferTo(OutputStream out, long offset, long length) throws IOException;
}
