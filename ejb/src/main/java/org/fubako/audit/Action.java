package org.fubako.audit;

/** Everything that can stand in the operation log's action column. */
public enum Action {
    SIGN_IN,
    SIGN_OUT,
    PASSWORD_CHANGE,
    DOWNLOAD,
    UPLOAD,
    CREATE_FOLDER,
    MOVE,
    COPY,
    DELETE,
    RENAME,
    COMMENT,
    PROPERTIES,
    FOLDER_SETTINGS,
    REVISION_RESTORE,
    TRASH_RESTORE,
    TRASH_REMOVE,
    SPACE_SETTINGS,
    LOCK,
    UNLOCK,
    RIGHTS,
    LOG_VIEW,
    LOG_EXPORT,
    LOG_VERIFY,
    ACCESS,
    TENANT_CREATE,
    ACCOUNT_CREATE,
    TOKEN_CREATE,
    TOKEN_DELETE
}
