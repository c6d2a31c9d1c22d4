package org.fubako.storage;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;

/** What can be done with folders and documents, their contents apart. Each public method is one transaction. */
@Stateless
public class FileService {

    /** Refuses with NOT_FOUND when nothing is there that the caller may see. */
    public NodeView describe(Caller caller, FilePath path) {
        throw new UnsupportedOperationException();
    }

    /** A folder with everything in it that the caller may see, in a constant number of statements. */
    public Listing list(Caller caller, FilePath path) {
        throw new UnsupportedOperationException();
    }

    /** One page of {@link #list}; {@code limit} from 1 to 1,000. */
    public Page page(Caller caller, FilePath path, int limit, Optional<String> cursor) {
        throw new UnsupportedOperationException();
    }

    public NodeView createFolder(Caller caller, FilePath path, String comment, Conditions conditions) {
        throw new UnsupportedOperationException();
    }

    /** Changes the name in place; a change of case only is allowed. */
    public NodeView rename(Caller caller, FilePath path, String newName, Conditions conditions) {
        throw new UnsupportedOperationException();
    }

    /**
     * Moves with all revisions and settings. Without {@code overwrite} a thing of the same name at the target refuses with
     * NAME_TAKEN; with it, a document onto a document becomes the next revision of the target and anything else replaces it.
     */
    public Changed move(Caller caller, FilePath from, FilePath to, boolean overwrite, Conditions conditions) {
        throw new UnsupportedOperationException();
    }

    /** Copies the newest revision only; {@code deep} false copies a folder without what is in it. */
    public Changed copy(
            Caller caller, FilePath from, FilePath to, boolean overwrite, boolean deep, Conditions conditions) {
        throw new UnsupportedOperationException();
    }

    public void delete(Caller caller, FilePath path, Conditions conditions) {
        throw new UnsupportedOperationException();
    }

    public NodeView editComment(Caller caller, FilePath path, String comment) {
        throw new UnsupportedOperationException();
    }

    /** Dead properties of what is at the path. */
    public Map<PropertyName, String> properties(Caller caller, FilePath path) {
        throw new UnsupportedOperationException();
    }

    /** Dead properties of everything in a folder, by node id, in one statement. */
    public Map<UUID, Map<PropertyName, String>> propertiesWithin(Caller caller, FilePath folder) {
        throw new UnsupportedOperationException();
    }

    public void changeProperties(Caller caller, FilePath path, List<PropertyChange> changes, Conditions conditions) {
        throw new UnsupportedOperationException();
    }
}
