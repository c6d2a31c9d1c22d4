package org.fubako.web.link;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.fubako.link.ReceiveHandIn;
import org.fubako.link.ReceiveVisits;
import org.fubako.web.rest.ApiText;

/** What programs that hand something in are answered. */
final class ReceiveJson {

    private ReceiveJson() {}

    static JsonObject page(ReceiveVisits.Page page) {
        JsonObjectBuilder object =
                Json.createObjectBuilder().add("step", page.step().name().toLowerCase(Locale.ROOT));
        page.shown().ifPresent(shown -> object.add("tenant", shown.tenant().name())
                .add("title", shown.terms().title())
                .add("message", shown.terms().message())
                .add("owner", shown.owner())
                .add("until", ApiText.time(shown.until(), shown.tenant().zone()))
                .add("types", Json.createArrayBuilder(shown.terms().endings()))
                .add("bytesPerFile", shown.terms().bytesEach())
                .add("code", shown.terms().code()));
        page.shown().ifPresent(shown -> page.handedIn()
                .ifPresent(done ->
                        object.add("receipt", receipt(done, shown.tenant().zone()))));
        return object.build();
    }

    static JsonObject receipt(ReceiveHandIn done, ZoneId zone) {
        JsonArrayBuilder files = Json.createArrayBuilder();
        done.stored()
                .forEach(file -> files.add(Json.createObjectBuilder()
                        .add("name", file.stored().orElse(file.name()))
                        .add("bytes", file.length())
                        .add("sha256", file.sha256().orElse(""))));
        return Json.createObjectBuilder()
                .add("number", done.number())
                .add("handedIn", ApiText.time(done.handedInAt().orElse(done.begunAt()), zone))
                .add("name", done.name())
                .add("mail", done.mail())
                .add("mailProven", done.proven())
                .add("files", files)
                .build();
    }

    static JsonObject uploads(List<ReceiveVisits.Sending> uploads, String base) {
        JsonArrayBuilder files = Json.createArrayBuilder();
        uploads.forEach(file -> files.add(Json.createObjectBuilder()
                .add("location", base + "/uploads/" + ApiText.id(file.id()))
                .add("name", file.name())
                .add("bytes", file.length())
                .add("offset", file.received())));
        return Json.createObjectBuilder().add("files", files).build();
    }

    static void write(HttpServletResponse response, JsonObject object) throws IOException {
        byte[] body = object.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
