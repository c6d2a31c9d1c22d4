package org.fubako.storage;

/** What happens by itself in a folder. A new folder starts with {@link #NEW}. */
public record FolderSettings(
        boolean keepRevisions, boolean virusCheck, boolean notice, boolean oneTimeUrl, boolean thumbnail) {

    public static final FolderSettings NEW = new FolderSettings(false, true, false, false, false);
}
