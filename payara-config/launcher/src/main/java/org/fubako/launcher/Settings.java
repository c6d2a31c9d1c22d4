package org.fubako.launcher;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Settings of the process: environment {@code FUBAKO_X_Y} or system property {@code fubako.x.y}, the property first. Those that
 * the application reads are looked at here as well: a wrong one is told before the start, not by the first request.
 */
record Settings(Path data, String httpAddress, int httpPort, Optional<TlsSettings> tls, boolean demo) {

    private static final int LARGEST_PORT = 65_535;

    private record Form(String said, Predicate<String> holds) {}

    private static final Form TRUTH = new Form("true or false", value -> value.matches("(?i)true|false"));
    private static final Form COUNT = new Form("a whole number", value -> value.matches("\\d{1,18}"));
    private static final Form DURATION = new Form("a duration such as PT24H", Settings::isDuration);
    private static final Form DATABASE =
            new Form("jdbc:mariadb://host:port/name", value -> value.matches("jdbc:mariadb://[^/]+/.+"));

    private static final Map<String, Form> FORMS = forms();

    private static Map<String, Form> forms() {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("fubako.demo", TRUTH);
        forms.put("fubako.http.address", new Form("an address or name of this machine", Settings::isHost));
        forms.put("fubako.base.url", new Form("an address such as https://files.example.jp/", Settings::isWebAddress));
        forms.put("fubako.db.url", DATABASE);
        forms.put("fubako.db.keys.url", DATABASE);
        forms.put("fubako.jms.url", new Form("tcp://host:port", value -> value.matches("tcp://[^/:]+:\\d{1,5}")));
        forms.put("fubako.smtp.host", new Form("a host name or an address", value -> value.matches("[0-9A-Za-z.:-]+")));
        forms.put("fubako.smtp.port", new Form("a port, 1 to " + LARGEST_PORT, Settings::isPort));
        forms.put("fubako.smtp.starttls", TRUTH);
        forms.put("fubako.mail.from", new Form("a mail address", value -> value.matches("[^@\\s]+@[0-9A-Za-z.-]+")));
        forms.put("fubako.mail.hourly", new Form("a number from 1 to 999999", value -> value.matches("[1-9]\\d{0,5}")));
        forms.put(
                "fubako.signin.failures",
                new Form("a number from 10 to 999999", value -> value.matches("[1-9]\\d{1,5}")));
        forms.put("fubako.clamd", new Form("host:port", value -> value.matches("[0-9A-Za-z.-]+:\\d{1,5}")));
        forms.put("fubako.office", new Form("the absolute path of a program", Settings::isProgram));
        forms.put("fubako.notice.quiet", DURATION);
        forms.put(
                "fubako.jobs.every",
                new Form(
                        "a duration from PT1S to PT1H",
                        value -> isDuration(value) && isJobPeriod(Duration.parse(value))));
        forms.put("fubako.blob.store", new Form("file; this version has no other", "file"::equals));
        forms.put("fubako.blob.reserve.bytes", COUNT);
        forms.put("fubako.blob.warmup.megabytes", new Form("a number up to 9999", value -> value.matches("\\d{1,4}")));
        forms.put("fubako.blob.orphan.grace", DURATION);
        forms.put(
                "fubako.node",
                new Form("1 to 32 of a-z, 0-9 and -", value -> value.matches("[a-z0-9][a-z0-9-]{0,31}")));
        forms.put(
                "fubako.trusted.proxies",
                new Form("address ranges such as 10.0.0.0/8, separated by commas", Settings::areNetworks));
        return forms;
    }

    /** @throws StartFailure when a setting does not have its form */
    static Settings read() {
        FORMS.forEach((key, form) -> find(key)
                .filter(value -> !form.holds.test(value))
                .ifPresent(value -> {
                    throw malformed(key, value, form.said);
                }));
        return new Settings(
                Path.of(find("fubako.data").orElse("data")).toAbsolutePath().normalize(),
                find("fubako.http.address").orElse("127.0.0.1"),
                port("fubako.http.port").orElse(8080),
                TlsSettings.read(),
                find("fubako.demo").map(Boolean::parseBoolean).orElse(false));
    }

    static Optional<String> find(String key) {
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(System.getenv(variable(key))))
                .filter(value -> !value.isBlank());
    }

    static Optional<Integer> port(String key) {
        return find(key).map(value -> {
            if (!isPort(value)) {
                throw malformed(key, value, "a port, 1 to " + LARGEST_PORT);
            }
            return Integer.parseInt(value);
        });
    }

    private static boolean isProgram(String value) {
        Path path = Path.of(value);
        return path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static boolean isPort(String value) {
        int port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
        return port >= 1 && port <= LARGEST_PORT;
    }

    private static StartFailure malformed(String key, String value, String form) {
        return new StartFailure(variable(key) + " must be " + form + ", not \"" + value + "\"");
    }

    /** The name of a setting in the environment. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static boolean isDuration(String value) {
        try {
            return !Duration.parse(value).isNegative();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isJobPeriod(Duration period) {
        return period.compareTo(Duration.ofSeconds(1)) >= 0 && period.compareTo(Duration.ofHours(1)) <= 0;
    }

    private static boolean isHost(String value) {
        try {
            return !InetAddress.getByName(value).getHostAddress().isEmpty();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isWebAddress(String value) {
        try {
            URI address = URI.create(value);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return web && address.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean areNetworks(String value) {
        return List.of(value.split(",")).stream()
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .allMatch(network ->
                        network.matches("[0-9A-Fa-f.:]+(/\\d{1,3})?") && isHost(network.replaceFirst("/.*", "")));
    }

    /** Where a browser on this machine finds the service. */
    String localUrl() {
        return "http://" + localHost() + ":" + httpPort + "/";
    }

    /** As {@link #localUrl()}, of the TLS listener. */
    Optional<String> localTlsUrl() {
        return tls.map(listener -> "https://" + localHost() + ":" + listener.port() + "/");
    }

    private String localHost() {
        boolean loopback = httpAddress.equals("127.0.0.1") || httpAddress.equals("0.0.0.0");
        return loopback ? "localhost" : httpAddress;
    }
}
