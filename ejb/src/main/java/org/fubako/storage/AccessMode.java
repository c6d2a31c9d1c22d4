package org.fubako.storage;

import static org.fubako.storage.Operation.CHANGE_ACTIONS;
import static org.fubako.storage.Operation.CHANGE_FILE;
import static org.fubako.storage.Operation.CHANGE_FOLDER;
import static org.fubako.storage.Operation.COPY_OUT;
import static org.fubako.storage.Operation.CREATE_FOLDER;
import static org.fubako.storage.Operation.DOWNLOAD;
import static org.fubako.storage.Operation.EDIT_COMMENT;
import static org.fubako.storage.Operation.LIST;
import static org.fubako.storage.Operation.UPLOAD_FILE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The six access modes of a folder. Several grants add up: the caller may do what any of them allows. */
public enum AccessMode {
    READ_WRITE(EnumSet.allOf(Operation.class)),
    READ_WRITE_FILES(EnumSet.complementOf(EnumSet.of(CREATE_FOLDER, CHANGE_FOLDER))),
    READ_WRITE_NO_ACTIONS(EnumSet.complementOf(EnumSet.of(EDIT_COMMENT, CHANGE_ACTIONS))),
    READ_WRITE_FILES_NO_ACTIONS(EnumSet.of(LIST, DOWNLOAD, UPLOAD_FILE, CHANGE_FILE, COPY_OUT)),
    READ_ONLY(EnumSet.of(LIST, DOWNLOAD, COPY_OUT)),
    NONE(EnumSet.noneOf(Operation.class));

    private final Set<Operation> allowed;

    AccessMode(Set<Operation> allowed) {
        this.allowed = allowed;
    }

    /**
     * The widest mode that allows nothing beyond some operations. Of what several modes allow together it is exactly the mode that
     * allows that; finding a folder without more is NONE.
     */
    static AccessMode within(Set<Operation> operations) {
        return Arrays.stream(values())
                .filter(mode -> operations.containsAll(mode.allowed))
                .findFirst()
                .orElse(NONE);
    }

    public Set<Operation> allowed() {
        return EnumSet.copyOf(allowed.isEmpty() ? EnumSet.noneOf(Operation.class) : allowed);
    }
}
