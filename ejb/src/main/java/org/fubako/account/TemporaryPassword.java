package org.fubako.account;

import java.security.SecureRandom;

/** A password to be handed over and changed at once: twenty letters and digits, none of which looks like another. */
final class TemporaryPassword {

    private static final String CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int OF_EACH = 5;

    private TemporaryPassword() {}

    /** In groups that are easy to read out, with letters of both cases, digits and hyphens. */
    static String draw() {
        SecureRandom random = new SecureRandom();
        String password = draw(random);
        while (!hasAllKinds(password)) {
            password = draw(random);
        }
        return password;
    }

    private static String draw(SecureRandom random) {
        StringBuilder password = new StringBuilder();
        for (int at = 0; at < GROUPS * OF_EACH; at++) {
            if (at > 0 && at % OF_EACH == 0) {
                password.append('-');
            }
            password.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return password.toString();
    }

    private static boolean hasAllKinds(String password) {
        return password.chars().anyMatch(Character::isUpperCase)
                && password.chars().anyMatch(Character::isLowerCase)
                && password.chars().anyMatch(Character::isDigit);
    }
}
