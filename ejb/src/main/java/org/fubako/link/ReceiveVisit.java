package org.fubako.link;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who has come to hand something in, known by a cookie.
 *
 * @param visitor empty as long as only the password was given
 */
public record ReceiveVisit(
        UUID id, Optional<Visitor> visitor, Locale language, Instant begunAt, Optional<Instant> handedInAt) {

    /** Who he says he is. */
    public record Visitor(String name, String mail, boolean proven) {

        /** For the comment of a document: at most 80 characters. */
        String inShort() {
            String text = name + " <" + mail + ">";
            return text.codePointCount(0, text.length()) <= LONGEST
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
        }

        private static final int LONGEST = 80;
    }

    /** Whether he may send documents. */
    boolean isOpen(ReceiveTerms terms) {
        return handedInAt.isEmpty()
                && visitor.filter(who -> who.proven || !terms.code()).isPresent();
    }
}
