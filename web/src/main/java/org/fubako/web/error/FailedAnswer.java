package org.fubako.web.error;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes room for the answer to a failure. */
public final class FailedAnswer {

    /** What describes content, and would lie about the answer that comes instead of it. */
    private static final Set<String> OF_CONTENT = Set.of(
            "accept-ranges",
            "content-digest",
            "content-disposition",
            "content-language",
            "content-length",
            "content-range",
            "content-type",
            "etag",
            "last-modified",
            "oc-checksum",
            "oc-etag",
            "repr-digest",
            "x-oc-mtime");

    private FailedAnswer() {}

    /**
     * Takes back what a successful answer has set; what filters have set for every answer stays. When the answer has begun to leave,
     * only breaking off can tell the client: then it throws.
     */
    public static void begin(HttpServletResponse response, Throwable failure) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("the answer is broken off", failure);
        }
        Map<String, Collection<String>> kept = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            if (!OF_CONTENT.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, List.copyOf(response.getHeaders(name)));
            }
        }
        response.reset();
        kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }
}
