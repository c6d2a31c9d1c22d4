package org.fubako.platform;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** The one rule by which two names are the same: NFC, case does not count, everything else does; never a collation. */
public final class NameKey {

    private NameKey() {}

    public static byte[] of(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        // upper, then lower case folds whole strings: ß and ss meet, as do all forms of sigma
        String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }
}
