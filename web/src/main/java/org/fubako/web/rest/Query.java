package org.fubako.web.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** The parameters of an address, read strictly: what is unknown, double or malformed is refused instead of ignored. */
public final class Query {

    /** Lines of a page when nobody asks for a number. */
    static final int DEFAULT_LIMIT = 100;

    /** The most that a page may have. */
    static final int MAX_LIMIT = 1_000;

    /** Four digits of the year: with days far beyond, reckoning fails. */
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private static final Pattern BYTES = Pattern.compile("[0-9]{1,18}");

    private final Map<String, String> values = new HashMap<>();

    private Query(String raw, Set<String> names) {
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                add(pair, names);
            }
        }
    }

    private void add(String pair, Set<String> names) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (!names.contains(name) || values.put(name, value) != null) {
            throw malformed(name);
        }
    }

    public static Query of(HttpServletRequest request, String... names) {
        return parse(Optional.ofNullable(request.getQueryString()).orElse(""), names);
    }

    /** Of a query or of a form, as both are written. */
    public static Query parse(String raw, String... names) {
        return new Query(raw, Set.of(names));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Optional<String> cursor() {
        return text("cursor");
    }

    /** How many lines a page shall have. */
    public int limit() {
        int limit = number("limit").orElse(DEFAULT_LIMIT);
        if (limit > MAX_LIMIT) {
            throw malformed("limit");
        }
        return limit;
    }

    /** A whole number from 1. */
    public Optional<Integer> number(String name) {
        return text(name).map(value -> number(name, value));
    }

    private static int number(String name, String value) {
        if (NUMBER.matcher(value).matches()) {
            return Integer.parseInt(value);
        }
        throw malformed(name);
    }

    /** A count of bytes, from 0. */
    public Optional<Long> bytes(String name) {
        return text(name).map(value -> {
            if (BYTES.matcher(value).matches()) {
                return Long.parseLong(value);
            }
            throw malformed(name);
        });
    }

    /** Absent is false. */
    public boolean flag(String name) {
        String value = text(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw malformed(name);
        }
        return value.equals("true");
    }

    public Optional<LocalDate> day(String name) {
        return text(name).map(value -> day(name, value));
    }

    /** A day as it is written in addresses and bodies. */
    public static LocalDate day(String name, String value) {
        try {
            if (DAY.matcher(value).matches()) {
                return LocalDate.parse(value);
            }
        } catch (DateTimeParseException e) {
            throw new Refusal(Problem.DATE_INVALID, name, e);
        }
        throw new Refusal(Problem.DATE_INVALID, name);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "%", e);
        }
    }

    private static Refusal malformed(String name) {
        return new Refusal(Problem.REQUEST_MALFORMED, Refusal.shown(name));
    }
}
