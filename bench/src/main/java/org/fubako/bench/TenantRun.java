package org.fubako.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A tenant with many accounts and groups: how long making them takes, signing in, then each screen and call. */
@SuppressWarnings("try") // whoever waits may be interrupted
final class TenantRun {

    private static final int ACCOUNTS = 10_000;
    private static final int GROUPS = 1_000;
    private static final int TIMES = 40;
    private static final int WARM_UP = 15;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int SIGN_IN_SECONDS = 20;
    private static final int VISITORS = 4;
    private static final String PASSWORD = "a password of number ";
    private static final Pattern STATE = Pattern.compile("name=\"jakarta\\.faces\\.ViewState\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern NONCE = Pattern.compile(" nonce=\"([^\"]+)\"");
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");
    private static final int LINKS = 10_000;
    private static final int LARGE = 256 << 20;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FubakoServer fubako;
    private final String password;
    private final Table table;
    private final Path file;
    private final Map<String, String> cookies = new LinkedHashMap<>(Map.of("lang", "en"));

    TenantRun(FubakoServer fubako, Table table) {
        this.fubako = fubako;
        this.password = fubako.server().access().get("password");
        this.table = table;
        this.file = fubako.data().resolveSibling(fubako.data().getFileName() + ".tsv");
    }

    void all() throws IOException, InterruptedException {
        liftLimits();
        makeGroups();
        importAccounts();
        signInAll();
        // before there are the projects that one of the calls makes, which would stand beside each screen
        measureScreens();
        measureCalls();
        measureLinks();
        Files.deleteIfExists(file);
    }

    /** The demo contract is for fewer. */
    private void liftLimits() throws IOException, InterruptedException {
        execute("UPDATE contract SET max_accounts = 20000, max_groups = 2000, max_links = 100000");
    }

    private void execute(String sql) throws IOException, InterruptedException {
        Path database = fubako.data().resolve("db");
        Path program;
        try (Stream<Path> folders = Files.list(database)) {
            program = folders.filter(folder -> folder.getFileName().toString().startsWith("mariadb-"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("bin/mariadb");
        }
        Process done = new ProcessBuilder(
                        program.toString(),
                        "--no-defaults",
                        "--skip-ssl",
                        "--socket=" + database.resolve("s"),
                        "-u",
                        "root",
                        "fubako",
                        "-e",
                        sql)
                .inheritIO()
                .start();
        if (done.waitFor() != 0) {
            throw new IllegalStateException(sql);
        }
    }

    private URI uri(String address) {
        return URI.create(fubako.server().access().get("url").replace("/dav/private/", "") + address);
    }

    private HttpRequest.Builder request(String method, String address, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(address))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return headers.length > 0 ? request.headers(headers) : request;
    }

    private static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private String api(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                request(
                                method,
                                "/api/v1" + path,
                                body,
                                "Authorization",
                                basic("manager@demo", password),
                                "Content-Type",
                                "application/json")
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private void makeGroups() throws IOException, InterruptedException {
        long[] times = new long[GROUPS];
        long begin = System.nanoTime();
        for (int number = 0; number < GROUPS; number++) {
            long start = System.nanoTime();
            api("POST", "/groups", "{\"name\":\"group-" + number + "\",\"comment\":\"第" + number + "課\"}");
            times[number] = System.nanoTime() - start;
        }
        table.operations("group made", Samples.of(List.of(times), System.nanoTime() - begin), Optional.empty());
    }

    private static String name(int number) {
        return "account-" + number;
    }

    private void importAccounts() throws IOException, InterruptedException {
        Files.write(
                file,
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(number -> String.join(
                                "\t",
                                name(number),
                                name(number) + "@example.jp",
                                "group-" + number % GROUPS + ",group-" + number / 10 % GROUPS,
                                "社員番号 " + number,
                                PASSWORD + number))
                        .toList());
        long begin = System.nanoTime();
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(uri("/api/v1/accounts/import"))
                        .POST(BodyPublishers.ofFile(file))
                        .headers(
                                "Authorization",
                                basic("manager@demo", password),
                                "Content-Type",
                                "text/tab-separated-values",
                                "Accept",
                                "application/x-ndjson")
                        .build(),
                BodyHandlers.ofInputStream());
        int lines = 0;
        String last = "";
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                last = line;
            }
        }
        table.note(
                "file of " + ACCOUNTS + " accounts",
                Table.text(
                        "%.1f s, status %d, %d lines of progress, the last: %s",
                        (System.nanoTime() - begin) / 1e9,
                        answer.statusCode(),
                        lines,
                        last.substring(0, Math.min(90, last.length()))));
        long start = System.nanoTime();
        int status = signIn(ACCOUNTS - 1, "/api/v1/me");
        table.note(
                "first sign-in of the last of them",
                Table.text("%.0f ms, status %d", (System.nanoTime() - start) / 1e6, status));
    }

    private int signIn(int number, String address) throws IOException, InterruptedException {
        return client.send(
                        request("GET", address, "", "Authorization", basic(name(number) + "@demo", PASSWORD + number))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** Each account once, so that nobody is known from before; a temporary password may do nothing more than that. */
    private void signInAll() throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        signIn(next, SIGN_IN_SECONDS);
        table.operations("sign-in, " + VISITORS + " at once", signIn(next, SIGN_IN_SECONDS), Optional.empty());
    }

    private Samples signIn(AtomicInteger next, int seconds) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
        try {
            List<Future<long[]>> all = new ArrayList<>();
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                all.add(visitors.submit(() -> signInUntil(end, next)));
            }
            List<long[]> times = new ArrayList<>();
            for (Future<long[]> one : all) {
                times.add(one.get());
            }
            return Samples.of(times, System.nanoTime() - begin);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } finally {
            visitors.shutdownNow();
        }
    }

    private long[] signInUntil(long end, AtomicInteger next) throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>();
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            int status = signIn(next.getAndIncrement(), "/api/v1/me");
            if (status != 200 && status != 403) {
                throw new IllegalStateException("sign-in: " + status);
            }
            times.add(System.nanoTime() - start);
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    /** One thing that is done again and again; {@code turn} counts from 0. */
    private interface Step {

        void run(int turn) throws IOException, InterruptedException;
    }

    private void measure(String work, Step step) throws IOException, InterruptedException {
        int turn = 0;
        long warm = System.nanoTime() + WARM_UP_NANOS;
        while (turn < WARM_UP || System.nanoTime() < warm) {
            step.run(turn++);
        }
        long[] times = new long[TIMES];
        long begin = System.nanoTime();
        for (int counted = 0; counted < TIMES; counted++) {
            long start = System.nanoTime();
            step.run(turn++);
            times[counted] = System.nanoTime() - start;
        }
        Samples samples = Samples.of(List.of(times), System.nanoTime() - begin);
        table.note(work, Table.text("median %.1f ms, longest %.1f ms", samples.millis(0.5), samples.millis(1)));
    }

    private static String first(Pattern wanted, String text) {
        Matcher found = wanted.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + wanted + " in " + text);
        }
        return found.group(1);
    }

    private void measureCalls() throws IOException, InterruptedException {
        for (String path : List.of(
                "/accounts?limit=50",
                "/accounts?limit=1000",
                "/accounts?limit=50&words=9999",
                "/accounts?limit=50&words=%E7%A4%BE%E5%93%A1",
                "/accounts?limit=50&state=active&group=group-7",
                "/groups?limit=50",
                "/groups?limit=1000",
                "/groups?limit=50&words=account-77",
                "/principals?kind=account&name=account-99",
                "/principals?kind=group&name=group-9",
                "/spaces",
                "/folders/common",
                "/policies",
                "/logs/operations?limit=50",
                "/me")) {
            measure("GET " + path, turn -> api("GET", path, ""));
        }
        String account = first(ID, api("GET", "/accounts?words=" + name(5000), ""));
        String group = first(ID, api("GET", "/groups?words=group-500", ""));
        measure("GET /accounts/{id}", turn -> api("GET", "/accounts/" + account, ""));
        measure("GET /groups/{id}", turn -> api("GET", "/groups/" + group, ""));
        measure("PUT /accounts/{id}", turn -> api("PUT", "/accounts/" + account, "{\"comment\":\"" + turn + "\"}"));
        measure(
                "PUT /groups/{id}, a member comes or goes",
                turn -> api(
                        "PUT",
                        "/groups/" + group,
                        "{\"" + (turn % 2 == 0 ? "add" : "remove") + "\":[\"" + name(77) + "\"]}"));
        measure(
                "PUT and DELETE of a suspension",
                turn -> api(turn % 2 == 0 ? "PUT" : "DELETE", "/accounts/" + account + "/suspension", ""));
        measure("POST /accounts", turn -> api("POST", "/accounts", "{\"name\":\"new-" + turn + "\"}"));
        String ranges = "{\"addresses\":{\"dav\":[\"127.0.0.0/8\"]}}";
        measure("POST /policies/preview", turn -> api("POST", "/policies/preview", ranges));
        measure(
                "POST /spaces, a project",
                turn -> api(
                        "POST",
                        "/spaces",
                        "{\"kind\":\"project\",\"name\":\"project-" + turn + "\",\"members\":[{\"kind\":\"account\","
                                + "\"name\":\"manager\",\"administrator\":true}]}"));
        measure(
                "DELETE /accounts/{id}",
                turn -> api(
                        "DELETE", "/accounts/" + first(ID, api("GET", "/accounts?limit=1&words=account-8", "")), ""));
    }

    /** One-time URLs: making and fetching one, then lists of many. The links beside those that were made are made by the database. */
    private void measureLinks() throws IOException, InterruptedException {
        api("PUT", "/files/common/given.bin", "x".repeat(10 << 10));
        String terms = "{\"paths\":[\"/common/given.bin\"],\"maxDownloads\":100";
        measure("POST /links", turn -> api("POST", "/links", terms + "}"));
        String url = URI.create(first(URL, api("POST", "/links", terms + "}"))).getRawPath();
        String guarded = URI.create(first(URL, api("POST", "/links", terms + ",\"password\":\"seven lamps\"}")))
                .getRawPath();
        execute(
                "INSERT INTO link (tenant_id, id, token_hash, account_id, account_name, issued_at, expires_at, max_downloads)"
                        + " SELECT l.tenant_id, UNHEX(MD5(s.seq)), UNHEX(SHA2(s.seq, 256)), l.account_id, l.account_name, l.issued_at,"
                        + " l.expires_at, 5 FROM (SELECT * FROM link LIMIT 1) l JOIN seq_1_to_" + LINKS + " s;"
                        + " INSERT INTO link_item SELECT l.tenant_id, l.id, 0, n.id, CONCAT('/common/plans/', HEX(l.id), '.pdf')"
                        + " FROM link l JOIN node n ON n.tenant_id = l.tenant_id AND n.name = 'given.bin' WHERE l.max_downloads = 5");
        measure("GET /o/…, the page", turn -> visit("GET", url, 200));
        measure("GET /o/…, the page of one with a password", turn -> visit("GET", guarded, 200));
        measure("POST /o/…, 10 KiB", turn -> {
            if (visit("POST", url, 200).length() != 10 << 10) {
                throw new IllegalStateException("not the document");
            }
            // each fetch is counted, and there are no more than a hundred of a link
            if (turn % 50 == 0) {
                execute("UPDATE link SET downloads = 0, ended_at = NULL WHERE max_downloads = 100");
            }
        });
        for (String path :
                List.of("/links?limit=50", "/links?all=true&limit=50", "/links?all=true&state=invalid&limit=50")) {
            measure("GET " + path + ", " + LINKS + " links", turn -> api("GET", path, ""));
        }
        measure("screen /links, " + LINKS + " links", turn -> page("GET", "/links", ""));
        HttpResponse<String> whole = page("GET", "/links", "");
        for (String words : List.of("plans", "ffff", "nothing such")) {
            measure("screen /links, those with \"" + words + "\"", turn -> {
                Map<String, String> fields = partial("links", "links:words", "links:list", whole);
                fields.put("jakarta.faces.partial.event", "input");
                fields.put("links:words", words);
                HttpResponse<String> part = page("POST", "/links", form(fields), "Faces-Request", "partial/ajax");
                if (!part.body().contains("links:rows_data")) {
                    throw new IllegalStateException("no rows: " + part.body());
                }
            });
        }
        measureLargeFetches();
    }

    private void measureLargeFetches() throws IOException, InterruptedException {
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        List<String> paths = List.of("/common/large-1.bin", "/common/large-2.bin");
        for (String path : paths) {
            HttpRequest put = request(
                            "PUT", "/api/v1/files" + path, "", "Authorization", basic("manager@demo", password))
                    .PUT(BodyPublishers.ofByteArray(content))
                    .build();
            client.send(put, BodyHandlers.discarding());
        }
        for (int count = 1; count <= paths.size(); count++) {
            String named = paths.subList(0, count).stream().collect(Collectors.joining("\",\"", "\"", "\""));
            String made = api("POST", "/links", "{\"paths\":[" + named + "],\"maxDownloads\":9}");
            String url = URI.create(first(URL, made)).getRawPath();
            for (int turn = 0; turn < 3; turn++) {
                long start = System.nanoTime();
                int status = client.send(request("POST", url, "").build(), BodyHandlers.discarding())
                        .statusCode();
                double seconds = (System.nanoTime() - start) / 1e9;
                table.note(
                        "POST /o/…, " + count + " of 256 MiB",
                        Table.text("%.0f MB/s, status %d", count * (LARGE / 1e6) / seconds, status));
            }
        }
    }

    private String visit(String method, String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(method, path, "").build(), BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /* Screens */

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private String cookie() {
        return cookies.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> page(String method, String address, String body, String... more)
            throws IOException, InterruptedException {
        List<String> headers = new ArrayList<>(List.of(
                "Cookie",
                cookie(),
                "Sec-Fetch-Site",
                "same-origin",
                "Content-Type",
                "application/x-www-form-urlencoded"));
        headers.addAll(List.of(more));
        HttpResponse<String> answer = client.send(
                request(method, address, body, headers.toArray(String[]::new)).build(), BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").stream()
                .map(value -> value.split(";")[0].split("=", 2))
                .forEach(pair -> cookies.put(pair[0], pair[1]));
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(address + ": " + answer.statusCode());
        }
        return answer;
    }

    private static String state(HttpResponse<String> page) {
        return first(STATE, page.body());
    }

    private void enter() throws IOException, InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("signin", "signin");
        fields.put("signin:login", "manager@demo");
        fields.put("signin:password", password);
        fields.put("signin:enter", "enter");
        fields.put("jakarta.faces.ViewState", state(page("GET", "/signin", "")));
        page("POST", "/signin", form(fields));
    }

    private void measureScreens() throws IOException, InterruptedException {
        enter();
        for (String address : List.of(
                "/admin/accounts",
                "/admin/groups",
                "/admin/import",
                "/admin/spaces",
                "/admin/policies",
                "/admin/logs",
                "/files/",
                "/files/common/",
                "/account")) {
            measure("screen " + address, turn -> page("GET", address, ""));
        }
        for (String screen : List.of("accounts", "groups")) {
            HttpResponse<String> whole = page("GET", "/admin/" + screen, "");
            String rows = screen + ":rows";
            measure("screen /admin/" + screen + ", another page of it", turn -> {
                HttpResponse<String> part = page(
                        "POST",
                        "/admin/" + screen,
                        form(leafing(screen, rows, whole, 50 * (turn % 15))),
                        "Faces-Request",
                        "partial/ajax");
                if (!part.body().contains("<tr ") && !part.body().contains("data-ri")) {
                    throw new IllegalStateException("no rows: " + part.body());
                }
            });
        }
    }

    private static Map<String, String> leafing(String form, String rows, HttpResponse<String> whole, int first) {
        Map<String, String> fields = partial(form, rows, rows, whole);
        fields.put(rows, rows);
        fields.put(rows + "_pagination", "true");
        fields.put(rows + "_first", Integer.toString(first));
        fields.put(rows + "_rows", "50");
        fields.put(rows + "_skipChildren", "true");
        fields.put(rows + "_encodeFeature", "true");
        return fields;
    }

    private static Map<String, String> partial(String form, String source, String render, HttpResponse<String> whole) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("jakarta.faces.partial.ajax", "true");
        fields.put("jakarta.faces.source", source);
        fields.put("jakarta.faces.partial.execute", source);
        fields.put("jakarta.faces.partial.render", render);
        fields.put(form, form);
        fields.put("jakarta.faces.ViewState", state(whole));
        fields.put("primefaces.nonce", first(NONCE, whole.body()));
        return fields;
    }
}
