package org.fubako.web.storage;

import java.util.List;

/** A page with a list of folders and documents that can be chosen. */
interface RowSource {

    /** Those with some keys, as far as they are still there. */
    List<FolderRow> rows(List<String> keys);

    /** Something has been changed: the list is to be read again, and nothing is chosen any more. */
    void reread();

    /** Whether older contents of the documents in the list can be looked at. */
    boolean isKeepingRevisions();
}
