package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.fubako.caller.Caller;

/** The single way in for content: WebDAV, REST and the portal all call {@link #store}. Outside of any transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FileUpload {

    /** Decides rights, names, locks, preconditions and quota, before a byte of the body is read; {@code length} may be -1. */
    public void precheck(Caller caller, FilePath path, long length, Conditions conditions) {
        throw new UnsupportedOperationException();
    }

    /** When this returns, the document survives a crash; when it throws, what was there before is still there. */
    public Changed store(Caller caller, FilePath path, NewContent content, Conditions conditions) {
        throw new UnsupportedOperationException();
    }
}
