package org.fubako.storage;

import java.net.URLConnection;

/** What a document is, by its name. A hint for programs only: the portal has a closed list of its own of what it shows. */
final class MediaType {

    private MediaType() {}

    static String of(String name) {
        String guess = URLConnection.guessContentTypeFromName(name);
        return guess == null ? "application/octet-stream" : guess;
    }
}
