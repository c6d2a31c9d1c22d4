package org.fubako.tenant;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The code of a contract: {@code FBK}, eight digits, a check digit by Damm's algorithm, which notices every wrong digit and
 * every transposition of neighbours.
 */
public record ServiceCode(String value) {

    private static final String PREFIX = "FBK";
    private static final Pattern FORM = Pattern.compile(PREFIX + "\\d{9}");

    // Damm's quasigroup of order ten: zeros on the diagonal
    private static final int[][] NEXT = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}
    };

    public ServiceCode {
        if (!FORM.matcher(value).matches() || check(value.substring(PREFIX.length())) != 0) {
            throw new IllegalArgumentException("not a service code: " + value);
        }
    }

    /** The code with this number, from 0 to 99,999,999. */
    public static ServiceCode of(int number) {
        String digits = String.format(Locale.ROOT, "%08d", number);
        return new ServiceCode(PREFIX + digits + check(digits));
    }

    private static int check(String digits) {
        int state = 0;
        for (char digit : digits.toCharArray()) {
            state = NEXT[state][digit - '0'];
        }
        return state;
    }
}
