package org.fubako.launcher;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Settings of the process: environment {@code FUBAKO_X_Y} or system property {@code fubako.x.y}, the property first. */
record Settings(Path data, String httpAddress, int httpPort, boolean demo) {

    static Settings read() {
        String port = find("fubako.http.port").orElse("8080");
        try {
            return new Settings(
                    Path.of(find("fubako.data").orElse("data")).toAbsolutePath().normalize(),
                    find("fubako.http.address").orElse("127.0.0.1"),
                    Integer.parseInt(port),
                    find("fubako.demo").map(Boolean::parseBoolean).orElse(false));
        } catch (NumberFormatException e) {
            throw new StartFailure("FUBAKO_HTTP_PORT is not a number: " + port, e);
        }
    }

    static Optional<String> find(String key) {
        String environment = key.toUpperCase(Locale.ROOT).replace('.', '_');
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(System.getenv(environment)))
                .filter(value -> !value.isBlank());
    }

    /** Where a browser on this machine finds the service. */
    String localUrl() {
        boolean loopback = httpAddress.equals("127.0.0.1") || httpAddress.equals("0.0.0.0");
        return "http://" + (loopback ? "localhost" : httpAddress) + ":" + httpPort + "/";
    }
}
