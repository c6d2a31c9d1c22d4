package org.fubako.storage.blob;

/** Something stored is not what was written, or not opened with the right key. Never shown as anything else. */
public class IntegrityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IntegrityException(String message) {
        super(message);
    }

    IntegrityException(String message, Throwable cause) {
        super(message, cause);
    }
}
