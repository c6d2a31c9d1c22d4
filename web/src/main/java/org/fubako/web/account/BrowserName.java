package org.fubako.web.account;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fubako.web.portal.Texts;

/** A browser in plain words, from what it says of itself: most say to be several, so the order counts. */
record BrowserName(Optional<String> browser, Optional<String> system) {

    static BrowserName of(String userAgent) {
        return new BrowserName(
                first(
                        userAgent,
                        Stream.of(
                                Map.entry("Edg", "Edge"),
                                Map.entry("OPR/", "Opera"),
                                Map.entry("SamsungBrowser/", "Samsung Internet"),
                                Map.entry("Firefox/", "Firefox"),
                                Map.entry("FxiOS/", "Firefox"),
                                Map.entry("CriOS/", "Chrome"),
                                Map.entry("Chrome/", "Chrome"),
                                Map.entry("Safari/", "Safari"))),
                first(
                        userAgent,
                        Stream.of(
                                Map.entry("iPhone", "iPhone"),
                                Map.entry("iPad", "iPad"),
                                Map.entry("Android", "Android"),
                                Map.entry("Windows", "Windows"),
                                Map.entry("CrOS", "ChromeOS"),
                                Map.entry("Macintosh", "macOS"),
                                Map.entry("Linux", "Linux"))));
    }

    private static Optional<String> first(String userAgent, Stream<Map.Entry<String, String>> signs) {
        return signs.filter(sign -> userAgent.contains(sign.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    String inWords(Texts texts) {
        String name = browser.orElse(texts.get("account.browser.unknown"));
        return system.map(on -> texts.get("account.browser", name, on)).orElse(name);
    }
}
