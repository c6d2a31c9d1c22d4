package org.fubako.storage;

/** What an access mode allows or does not: the rows of the access mode matrix. */
public enum Operation {
    LIST,
    DOWNLOAD,
    UPLOAD_FILE,
    CREATE_FOLDER,
    CHANGE_FILE,
    CHANGE_FOLDER,
    COPY_OUT,
    EDIT_COMMENT,
    CHANGE_ACTIONS
}
