package org.fubako.storage;

import java.util.Optional;

/**
 * What is to be done once with some documents, whatever their folders say.
 *
 * @param notice whom to tell of them by mail
 * @param virusCheck whether to look at them for viruses
 * @param thumbnail whether to make small pictures
 */
public record ActionWish(Optional<FolderNotice> notice, boolean virusCheck, boolean thumbnail) {}
