package org.fubako.account;

import java.util.Arrays;
import java.util.List;

/**
 * A line of a file with accounts: name, mail address, groups separated by commas, comment, password.
 *
 * @param number of the line, from 1
 * @param columns as they stand in the file
 */
public record AccountLine(int number, List<String> columns) {

    static final int COLUMNS = 5;

    public AccountLine {
        columns = List.copyOf(columns);
    }

    private String column(int at) {
        return at < columns.size() ? columns.get(at).strip() : "";
    }

    public String name() {
        return column(0);
    }

    public String mail() {
        return column(1);
    }

    public List<String> groups() {
        return Arrays.stream(column(2).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    public String comment() {
        return column(3);
    }

    /** As it is written, with the spaces around it. */
    String password() {
        return columns.size() == COLUMNS ? columns.get(COLUMNS - 1) : "";
    }

    /** Without the password, so that no log and no message has it by accident. */
    @Override
    public String toString() {
        return number + ": " + name();
    }
}
