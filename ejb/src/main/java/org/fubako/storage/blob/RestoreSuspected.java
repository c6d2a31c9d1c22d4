package org.fubako.storage.blob;

/** The store holds blobs that are newer than anything the database knows, so the database may be a restored backup. */
class RestoreSuspected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RestoreSuspected(String message) {
        super(message);
    }
}
