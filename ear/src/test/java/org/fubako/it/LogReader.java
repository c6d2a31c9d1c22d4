package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Reads the operation log as its readers do, through the API, by an account that may. */
final class LogReader {

    private static final String LOG = "/api/v1/logs/operations";

    private final Fubako fubako;
    private final String account;

    LogReader(Fubako fubako, String account) {
        this.fubako = fubako;
        this.account = account;
    }

    /** What a line says, apart from when, from where and how long. */
    record Line(
            String account, String surface, String action, String path, String destination, long bytes, String result) {

        static Line of(JsonObject json) {
            return new Line(
                    json.getString("account"),
                    json.getString("surface"),
                    json.getString("action"),
                    json.getString("path"),
                    json.getString("destination"),
                    json.getJsonNumber("bytes").longValue(),
                    json.getString("result"));
        }

        /** Short, for comparing many. */
        @Override
        public String toString() {
            String to = destination.isEmpty() ? "" : " -> " + destination;
            return account + " " + surface + " " + action + " " + path + to + " " + bytes + " " + result;
        }
    }

    static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    /** The objects of an answer that is an array. */
    static List<JsonObject> list(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }

    /** One page of the log. */
    JsonObject page(String query) throws Exception {
        return json(fubako.call(account, "GET", LOG + "?" + query, ""));
    }

    /** Today's lines, oldest first, over as many pages as there are. */
    List<JsonObject> all(int pageSize) throws Exception {
        List<JsonObject> lines = new ArrayList<>();
        String query = "limit=" + pageSize;
        JsonObject page = page(query);
        lines.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
        while (page.containsKey("next")) {
            page = page(query + "&cursor=" + page.getString("next"));
            lines.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
        }
        Collections.reverse(lines);
        return lines;
    }

    /** Lines about what lies at or below a path, or was brought there; as soon as no download is open any more. */
    List<String> about(String path) throws Exception {
        return settled(
                line -> line.path().startsWith(path) || line.destination().startsWith(path));
    }

    /** Lines of an account. */
    List<String> by(String name) throws Exception {
        return settled(line -> line.account().equals(name));
    }

    private List<String> settled(Predicate<Line> wanted) throws Exception {
        List<String> lines = new ArrayList<>();
        Wait.until(
                () -> {
                    lines.clear();
                    all(1_000).stream()
                            .map(Line::of)
                            .filter(wanted)
                            .map(Line::toString)
                            .forEach(lines::add);
                    return lines.stream().noneMatch(line -> line.endsWith(" started"));
                },
                "the end of a download is not in the log");
        return lines;
    }
}
