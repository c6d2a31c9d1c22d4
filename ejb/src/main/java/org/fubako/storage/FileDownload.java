package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.IOException;
import java.io.OutputStream;
import org.fubako.caller.Caller;

/** The single way out for content. Holds no transaction while bytes flow. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FileDownload {

    /** Checks rights and gives what the door needs for its headers; nothing is logged yet. */
    public NodeView describe(Caller caller, FilePath path) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends a part of the content. The operation log has its start before the first byte leaves and its end afterwards. An
     * integrity failure breaks off with an exception in the middle, so the answer stays visibly short.
     *
     * @param version what {@link #describe} gave: exactly this content is sent, or NOT_FOUND
     */
    public void transfer(Caller caller, NodeView version, OutputStream out, long offset, long length)
            throws IOException {
        throw new UnsupportedOperationException();
    }
}
