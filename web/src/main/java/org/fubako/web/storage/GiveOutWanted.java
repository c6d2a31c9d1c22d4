package org.fubako.web.storage;

import java.util.List;
import org.fubako.storage.FilePath;

/** An event: somebody wants to give these out after something else was done with them; the page asks on what terms. */
public record GiveOutWanted(List<FilePath> paths) {}
