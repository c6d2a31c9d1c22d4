package org.fubako.web.storage;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A tag, and the address where all is found that has it. */
public record TagLink(String tag, String address) implements Serializable {

    static TagLink of(String tag) {
        return new TagLink(tag, "/search?tag=" + URLEncoder.encode(tag, StandardCharsets.UTF_8));
    }
}
