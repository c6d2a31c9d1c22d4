package org.fubako.tenant;

import java.util.Locale;
import java.util.UUID;

/**
 * The picture that a tenant shows to outsiders.
 *
 * @param id what its address ends with; another one whenever the content is another one
 * @param content as it was sent
 */
public record Logo(UUID id, PictureHead head, byte[] content) {

    /** In bytes. */
    public static final int LARGEST = 256 * 1024;

    /** In pixels, of the longer side. */
    public static final int LONGEST_SIDE = 2_000;

    /** As the log says it. */
    String inWords() {
        return head.kind().name().toLowerCase(Locale.ROOT) + " " + head.width() + "×" + head.height() + " "
                + content.length + " B";
    }
}
