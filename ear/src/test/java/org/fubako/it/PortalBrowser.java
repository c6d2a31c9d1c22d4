package org.fubako.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A headless Chromium for the tests of the portal, started once for the whole run; each visitor has its own profile in it. The one that has
 * no windows at all where there is one: it does the same with far less work.
 */
final class PortalBrowser implements AutoCloseable {

    private static final List<Path> CHROMIUMS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    private static final Path WITHOUT_WINDOWS = Path.of("/usr/bin/chromium-headless-shell");

    private final Playwright playwright;
    private final Browser browser;

    /** By server and account: what a browser holds that has signed in there. */
    private final Map<URI, Map<String, List<Cookie>>> sessions = new ConcurrentHashMap<>();

    private PortalBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** For what should come to be seen at once. */
    static final int PATIENCE_MILLIS = 30_000;

    private static PortalBrowser start(boolean showingPdf) {
        Path chromium = Stream.concat(Stream.of(WITHOUT_WINDOWS).filter(path -> !showingPdf), CHROMIUMS.stream())
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("The tests of the portal need a browser with Japanese fonts."
                                + " Install them: apt-get install chromium fonts-noto-cjk"));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setExecutablePath(chromium)
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
        // a busy machine is no failure
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new PortalBrowser(playwright, playwright.chromium().launch(options));
    }

    /** A new visitor, of whom the portal knows nothing yet. */
    PortalVisitor visit(Fubako fubako, Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(fubako.uri("").toString())
                .setLocale(look.language().equals("ja") ? "ja-JP" : "en-GB")
                .setTimezoneId("Asia/Tokyo")
                .setColorScheme(look.scheme())
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setViewportSize(look.width(), look.height()));
        return new PortalVisitor(
                context, look, sessions.computeIfAbsent(fubako.uri(""), server -> new ConcurrentHashMap<>()));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** For tests that look at PDF in the browser itself, which takes one with a viewer. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface ShowingPdf {}

    /** Gives a parameter of type {@link PortalBrowser}. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PortalBrowser.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            boolean showingPdf = context.getRequiredTestClass().isAnnotationPresent(ShowingPdf.class);
            return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(PortalBrowser.class))
                    .getOrComputeIfAbsent(showingPdf, PortalBrowser::start, PortalBrowser.class);
        }
    }

    /** How a visitor looks at the portal. */
    record Look(String language, int width, com.microsoft.playwright.options.ColorScheme scheme) {

        static final Look ENGLISH = wide("en");
        static final Look JAPANESE = wide("ja");

        static Look wide(String language) {
            return new Look(language, 1280, com.microsoft.playwright.options.ColorScheme.LIGHT);
        }

        static Look narrow(String language) {
            return new Look(language, 390, com.microsoft.playwright.options.ColorScheme.LIGHT);
        }

        Look dark() {
            return new Look(language, width, com.microsoft.playwright.options.ColorScheme.DARK);
        }

        int height() {
            return width < 800 ? 844 : 800;
        }

        @Override
        public String toString() {
            return language + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
