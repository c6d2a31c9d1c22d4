package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The portal as an attacker drives it: without a browser, with cookies and form fields of one's own choice. */
final class PortalSession {

    /** The cookie that says who it is. */
    static final String COOKIE = "fbk";

    private static final Pattern STATE = Pattern.compile("name=\"jakarta\\.faces\\.ViewState\"[^>]*value=\"([^\"]+)\"");

    private final Fubako fubako;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    PortalSession(Fubako fubako) {
        this.fubako = fubako;
    }

    /** Signed in with the password of the demo accounts. */
    static PortalSession of(Fubako fubako, String account) throws Exception {
        PortalSession session = new PortalSession(fubako);
        HttpResponse<String> answer = session.signIn(account, Fubako.PASSWORD);
        assertThat(session.token()).as(answer.body()).isPresent();
        return session;
    }

    /** Somebody who has got hold of a session's token and has nothing else. */
    static PortalSession withToken(Fubako fubako, String token) {
        PortalSession session = new PortalSession(fubako);
        session.cookies.put(COOKIE, token);
        return session;
    }

    Optional<String> token() {
        return Optional.ofNullable(cookies.get(COOKIE));
    }

    PortalSession setCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    HttpResponse<String> call(String method, String rawPath, String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        if (!cookies.isEmpty()) {
            all.add("Cookie");
            all.add(cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = fubako.call("", method, rawPath, body, all.toArray(String[]::new));
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String header) {
        String[] pair = header.split(";", 2)[0].split("=", 2);
        if (header.contains("Max-Age=0") || pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    HttpResponse<String> get(String rawPath) throws Exception {
        return call("GET", rawPath, "");
    }

    /** Sends a form as a browser on this portal's own pages does. */
    HttpResponse<String> post(String rawPath, Map<String, String> fields) throws Exception {
        return call(
                "POST",
                rawPath,
                form(fields),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Sec-Fetch-Site",
                "same-origin");
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The state of a page, by which the server knows the form again. */
    String stateOf(String rawPath) throws Exception {
        Matcher state = STATE.matcher(get(rawPath).body());
        assertThat(state.find()).as(rawPath).isTrue();
        return state.group(1);
    }

    Map<String, String> signInForm(String account, String password) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("signin", "signin");
        fields.put("signin:login", account);
        fields.put("signin:password", password);
        fields.put("signin:enter", "enter");
        fields.put("jakarta.faces.ViewState", stateOf("/signin"));
        return fields;
    }

    HttpResponse<String> signIn(String account, String password) throws Exception {
        return post("/signin", signInForm(account, password));
    }

    /** Changes the password of the demo accounts to another. */
    HttpResponse<String> changePassword(String fresh) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("password", "password");
        fields.put("password:current", Fubako.PASSWORD);
        fields.put("password:fresh", fresh);
        fields.put("password:repeated", fresh);
        fields.put("password:change", "change");
        fields.put("jakarta.faces.ViewState", stateOf("/password"));
        return post("/password", fields);
    }

    HttpResponse<String> signOut() throws Exception {
        return post("/signout", Map.of());
    }

    /** Whether the session's token still opens anything. */
    boolean isSignedIn() throws Exception {
        return get("/api/v1/me").statusCode() == 200;
    }
}
