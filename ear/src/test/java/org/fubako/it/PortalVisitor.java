package org.fubako.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.fubako.it.PortalBrowser.Look;

/**
 * Somebody who uses the portal. Waits for what should come to be seen, never for a time. On leaving, nothing may have gone wrong
 * unseen: no script error, nothing that the content security policy has stopped, no refused request that the test did not name.
 */
final class PortalVisitor implements AutoCloseable {

    private static final Path TEXTS = Path.of(System.getProperty("fubako.texts"));
    private static final Path SCREENSHOTS = Path.of(System.getProperty("fubako.screenshots"));

    private final BrowserContext context;
    private final Look look;
    private final Map<String, List<Cookie>> sessions;
    private final Properties texts;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    /** A second window of the same browser. */
    PortalVisitor another() {
        return new PortalVisitor(context, look, sessions);
    }

    PortalVisitor(BrowserContext context, Look look, Map<String, List<Cookie>> sessions) {
        this.context = context;
        this.look = look;
        this.sessions = sessions;
        texts = texts(look.language());
        context.addInitScript(
                "addEventListener('securitypolicyviolation', event =>"
                        + " console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))");
        page = context.newPage();
        page.setDefaultTimeout(PortalBrowser.PATIENCE_MILLIS);
        page.onConsoleMessage(this::hear);
        page.onPageError(error -> complaints.add("script: " + error));
        page.onResponse(this::see);
        page.onDialog(dialog -> {
            complaints.add("a script asked: " + dialog.message());
            dialog.dismiss();
        });
    }

    private static Properties texts(String language) {
        String file = language.equals("en") ? "messages.properties" : "messages_" + language + ".properties";
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(TEXTS.resolve(file))) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private void hear(ConsoleMessage message) {
        // refused requests are judged by their response, which has an address
        if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
            complaints.add("console: " + message.text());
        }
    }

    private void see(Response response) {
        String line = response.status() + " " + response.request().method() + " " + response.url();
        boolean known =
                expected.stream().anyMatch(pattern -> pattern.matcher(line).find());
        if (response.status() >= 400 && !known) {
            complaints.add("refused: " + line);
        }
    }

    /** Says that answers like {@code 404 GET http://…} belong to the test. */
    PortalVisitor expecting(String pattern) {
        expected.add(Pattern.compile(pattern));
        return this;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Look look() {
        return look;
    }

    /** A text of the portal in the visitor's language; arguments as in the bundle. */
    String text(String key, Object... arguments) {
        return new MessageFormat(texts.getProperty(key), Locale.forLanguageTag(look.language())).format(arguments);
    }

    PortalVisitor open(String rawPath) {
        page.navigate(rawPath);
        return this;
    }

    /** As who has signed in with this browser before, as long as that session lasts; else by the form. */
    PortalVisitor signIn(String account) {
        context.addCookies(sessions.getOrDefault(account, List.of()));
        page.navigate("/files/");
        if (page.url().contains("/signin")) {
            signInAnew(account);
            sessions.put(account, context.cookies());
        }
        return this;
    }

    /** By the form, in a session of its own. */
    PortalVisitor signInAnew(String account) {
        open("/signin");
        enter(account, Fubako.PASSWORD);
        page.waitForURL(url -> !url.contains("/signin"));
        return this;
    }

    /** Fills in the sign-in form and sends it. */
    void enter(String account, String password) {
        page.locator("#signin\\:login").fill(account);
        page.locator("#signin\\:password").fill(password);
        page.locator("#signin\\:enter").click();
    }

    Locator button(String key) {
        // behind the character of the icon font
        Pattern name = Pattern.compile("^\\W*" + text(key) + "$");
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** A component by its id, as Faces writes it. */
    Locator part(String id) {
        return page.locator("[id='" + id + "']");
    }

    /** The dialog that is open. */
    Locator dialog() {
        return page.locator(".ui-dialog:visible");
    }

    /** A dialog that opens takes the focus a moment later; who types into another field before that types into its first one. */
    void awaitDialog() {
        assertThat(page.locator(".ui-dialog:visible *:focus")).hasCount(1);
    }

    /** The row of a file or folder in the list. */
    Locator row(String name) {
        return page.locator("[id='files:rows_data'] tr").filter(new Locator.FilterOptions().setHas(link(name)));
    }

    /** The link of a file or folder in the list. */
    Locator link(String name) {
        return page.locator(".fbk-what a").and(page.getByText(name, new Page.GetByTextOptions().setExact(true)));
    }

    /** Ticks the box of a row and waits until the buttons above know it. */
    PortalVisitor tick(String name) {
        press(row(name).locator(".ui-chkbox-box"));
        return this;
    }

    /** Presses a button that calls the server, and waits until the page shows the answer. */
    void press(Locator button) {
        untilShown(button::click);
    }

    /** Does what calls the server, and waits until the page shows the answer. */
    void untilShown(Runnable act) {
        page.waitForResponse(response -> response.request().method().equals("POST"), act);
        page.waitForCondition(this::isQuiet);
    }

    /* A field may be replaced by the answer: what is typed into it between the answer and its being shown would be lost. */
    private boolean isQuiet() {
        try {
            return (boolean) page.evaluate("() => !window.PrimeFaces || window.PrimeFaces.ajax.Queue.isEmpty()");
        } catch (PlaywrightException e) {
            // the answer leads to another page, which is on its way: to be asked again
            return false;
        }
    }

    /** The boxes before the names: the one in the head ticks all that are shown. */
    Locator boxForAll() {
        return page.locator("thead .ui-chkbox-box");
    }

    /** Types another name for the one row that is chosen, in the row itself. */
    void rename(String name) {
        button("files.rename").click();
        page.locator("input.fbk-rename").fill(name);
        page.locator("input.fbk-rename").press("Enter");
    }

    /** The note below the list that says what a job has done, and takes it back. */
    Locator done() {
        return page.locator(".fbk-done-note");
    }

    /** The note in the corner that says what was done. */
    Locator note() {
        return page.locator(".ui-growl-item");
    }

    /** Keeps a picture of the page as build output. */
    PortalVisitor shot(String name) {
        return shot(name, false);
    }

    /** As {@link #shot(String)}, with what one has to scroll to. */
    PortalVisitor shotWhole(String name) {
        return shot(name, true);
    }

    private PortalVisitor shot(String name, boolean whole) {
        page.mouse().move(0, 0);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + "-" + look + ".png"))
                .setFullPage(whole)
                .setAnimations(com.microsoft.playwright.options.ScreenshotAnimations.DISABLED));
        return this;
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }
}
