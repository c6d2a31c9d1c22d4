package org.fubako.web.rest;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.http.BoundedBody;

/**
 * An object that a program has sent. Strict: a member that is not known here is refused, so that a misspelt name is not
 * quietly taken for an absent one; one that comes twice is refused, too.
 */
public final class JsonBody {

    /** In bytes. */
    static final int LIMIT = 64 * 1024;

    private static final Map<String, ?> DISTINCT = Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE);

    private final JsonObject object;

    private JsonBody(JsonObject object, Set<String> members) {
        this.object = object;
        object.keySet().stream()
                .filter(name -> !members.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw malformed(name);
                });
    }

    /** An empty body is an empty object. */
    public static JsonBody read(InputStream body, String... members) {
        byte[] bytes = BoundedBody.read(body, LIMIT);
        return new JsonBody(bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : parse(bytes), Set.of(members));
    }

    private static JsonObject parse(byte[] bytes) {
        try {
            // strict, and of no other charset: JSON-P would guess one
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            requireOne(bytes);
            InputStream in = new ByteArrayInputStream(bytes);
            try (JsonReader reader = Json.createReaderFactory(DISTINCT).createReader(in, StandardCharsets.UTF_8)) {
                return reader.readObject();
            }
        } catch (RuntimeException | CharacterCodingException e) {
            // JSON-P has no exception of its own for what nests too deeply
            throw new Refusal(Problem.REQUEST_MALFORMED, "JSON", e);
        }
    }

    /** Nothing behind the object: the reader would not look. */
    private static void requireOne(byte[] bytes) {
        InputStream in = new ByteArrayInputStream(bytes);
        try (JsonParser parser = Json.createParserFactory(Map.of()).createParser(in, StandardCharsets.UTF_8)) {
            parser.next();
            // to skip it would never end where the object does not
            parser.getObject();
            if (parser.hasNext()) {
                throw malformed("JSON");
            }
        }
    }

    public String text(String name) {
        return findText(name).orElseThrow(() -> malformed(name));
    }

    /** Absent and null are the same. */
    public Optional<String> findText(String name) {
        return find(name).map(value -> text(name, value));
    }

    public boolean flag(String name, boolean otherwise) {
        return findFlag(name).orElse(otherwise);
    }

    /** Absent and null are the same. */
    public Optional<Boolean> findFlag(String name) {
        return find(name).map(value -> isTrue(name, value));
    }

    /** Whether it was sent, and be it as null. */
    public boolean has(String name) {
        return object.containsKey(name);
    }

    /** A whole number. */
    public int number(String name, int otherwise) {
        return findNumber(name).orElse(otherwise);
    }

    /** A whole number; absent and null are the same. */
    public Optional<Integer> findNumber(String name) {
        return find(name).map(value -> number(name, value));
    }

    private static int number(String name, JsonValue value) {
        if (!(value instanceof JsonNumber number)) {
            throw malformed(name);
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw new Refusal(Problem.REQUEST_MALFORMED, name, e);
        }
    }

    /** A count of bytes; absent and null are the same. */
    public Optional<Long> findBytes(String name) {
        return find(name).map(value -> bytes(name, value));
    }

    private static long bytes(String name, JsonValue value) {
        if (!(value instanceof JsonNumber number)) {
            throw malformed(name);
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new Refusal(Problem.REQUEST_MALFORMED, name, e);
        }
    }

    /** A list of texts; absent and null are the same. */
    public Optional<List<String>> findTexts(String name) {
        return find(name).map(value -> array(name, value).stream()
                .map(item -> text(name, item))
                .toList());
    }

    private static JsonArray array(String name, JsonValue value) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw malformed(name);
    }

    private static String text(String name, JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw malformed(name);
    }

    private static boolean isTrue(String name, JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw malformed(name);
        };
    }

    /** Absent and null are the same. */
    public Optional<JsonBody> findObject(String name, String... members) {
        return find(name).map(value -> {
            if (value instanceof JsonObject inner) {
                return new JsonBody(inner, Set.of(members));
            }
            throw malformed(name);
        });
    }

    public List<JsonBody> objects(String name, String... members) {
        return findObjects(name, members).orElseThrow(() -> malformed(name));
    }

    /** Absent and null are the same. */
    public Optional<List<JsonBody>> findObjects(String name, String... members) {
        return find(name).map(value -> objects(name, array(name, value), members));
    }

    private static List<JsonBody> objects(String name, JsonArray array, String... members) {
        List<JsonBody> objects = new ArrayList<>();
        for (JsonValue item : array) {
            if (!(item instanceof JsonObject inner)) {
                throw malformed(name);
            }
            objects.add(new JsonBody(inner, Set.of(members)));
        }
        return objects;
    }

    private Optional<JsonValue> find(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> value != JsonValue.NULL);
    }

    private static Refusal malformed(String name) {
        return new Refusal(Problem.REQUEST_MALFORMED, Refusal.shown(name));
    }
}
