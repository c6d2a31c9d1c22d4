package org.fubako.bench;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What stands on the command line: {@code --name value}. */
record Options(Map<String, String> values) {

    private static final List<String> KNOWN = List.of(
            "url", "user", "password", "only", "seconds", "warmup", "pid", "flush", "data", "port", "name", "peers");

    static Options parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (int at = 0; at < arguments.size(); at += 2) {
            String name = arguments.get(at).replaceFirst("^--", "");
            if (!KNOWN.contains(name) || at + 1 == arguments.size()) {
                throw new IllegalArgumentException("not understood: " + arguments.get(at));
            }
            values.put(name, arguments.get(at + 1));
        }
        return new Options(values);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    URI url() {
        String url = find("url").orElseThrow(() -> new IllegalArgumentException("--url is missing"));
        return URI.create(url.endsWith("/") ? url : url + "/");
    }

    int seconds() {
        return Integer.parseInt(get("seconds", "10"));
    }

    int warmUpSeconds() {
        return Integer.parseInt(get("warmup", "15"));
    }

    boolean wants(Work work) {
        List<String> only = Arrays.asList(get("only", "").split(","));
        return only.equals(List.of(""))
                ? work.standard()
                : only.contains(work.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    Options with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(more);
        return new Options(all);
    }
}
