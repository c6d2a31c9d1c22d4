package org.fubako.web.dav;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.Labelling;
import org.fubako.storage.LockRequest;
import org.fubako.storage.LockView;
import org.fubako.storage.NodeView;
import org.fubako.storage.PropertyChange;
import org.fubako.storage.PropertyName;
import org.fubako.web.dav.LiveProperty.Source;
import org.fubako.web.http.BoundedBody;
import org.fubako.web.http.EntityTags;
import org.fubako.web.http.ExpectedBody;

/**
 * What Finder keeps beside the files of its user: {@code ._*}, {@code .DS_Store} and the like. It asks for them all the time, hardly
 * ever finds one, and copies nothing when it cannot write them. So they are taken, but kept in memory only: for an hour, for the
 * account that wrote them, in no list, no log and no quota. Documents that have such names through another door are not touched.
 */
@ApplicationScoped
class Aside {

    private static final Set<String> NAMES = Set.of(
            ".DS_Store",
            ".Spotlight-V100",
            ".metadata_never_index",
            ".metadata_never_index_unless_rootfs",
            ".metadata_direct_scope_only",
            ".ql_disablethumbnails",
            ".ql_disablecache",
            ".Trashes",
            ".fseventsd",
            ".TemporaryItems",
            ".apdisk");
    private static final int LARGEST = 1 << 20;
    private static final long ALL = 32L << 20;
    private static final int OVERHEAD = 256;

    @Inject
    Clock clock;

    @Inject
    IdSource ids;

    @Inject
    OwnHosts hosts;

    private final Cache<Key, Kept> files = Caffeine.newBuilder()
            .maximumWeight(ALL)
            .weigher((Key key, Kept kept) -> kept.content.length + OVERHEAD)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    private record Key(TenantId tenant, UUID account, FilePath path) {}

    private record Kept(UUID version, byte[] content, Instant at) {}

    /** Whether something of that name, or below a folder of that name, belongs here when no document has it. */
    static boolean covers(FilePath path) {
        return path.segments().stream().anyMatch(name -> name.startsWith("._") || NAMES.contains(name));
    }

    void answer(DavRequest request, HttpServletResponse response) throws IOException {
        switch (request.http().getMethod()) {
            case "GET", "HEAD" -> get(request, response);
            case "PROPFIND" -> propfind(request, response);
            case "PUT" -> put(request, response);
            case "DELETE" -> {
                open(request);
                files.invalidate(key(request, request.path()));
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            case "LOCK" -> lock(request, response);
            case "UNLOCK" -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            case "COPY", "MOVE" -> transplant(request, response);
            case "PROPPATCH" -> proppatch(request, response);
            default -> throw new Refusal(Problem.NAME_RESERVED, request.path().name());
        }
    }

    private void get(DavRequest request, HttpServletResponse response) throws IOException {
        Kept kept = open(request);
        response.setContentType("application/octet-stream");
        response.setHeader("ETag", EntityTags.quoted(kept.version.toString()));
        response.setContentLength(kept.content.length);
        if (request.http().getMethod().equals("GET")) {
            response.getOutputStream().write(kept.content);
        }
    }

    private void propfind(DavRequest request, HttpServletResponse response) throws IOException {
        PropfindBody wanted = PropfindBody.read(request.http().getInputStream());
        NodeView view = view(request.path(), open(request));
        MultiStatus answer = MultiStatus.begin(response);
        Source source = new Source(view, request.prefix(), List.of(), Optional.empty(), clock.instant());
        answer.node(wanted, source, Map.of());
        answer.end();
    }

    private void put(DavRequest request, HttpServletResponse response) throws IOException {
        byte[] content = BoundedBody.read(ExpectedBody.open(request.http()), LARGEST);
        boolean created = find(request).isEmpty();
        Kept kept = keep(request, request.path(), content);
        response.setHeader("ETag", EntityTags.quoted(kept.version.toString()));
        response.setStatus(created ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_NO_CONTENT);
    }

    /** Nobody else sees the file, so there is nobody to be kept out: the token is not remembered. */
    private void lock(DavRequest request, HttpServletResponse response) throws IOException {
        Duration timeout = LockTimeout.of(request.header("Timeout"));
        LockRequest wish = DavXml.read(request.http().getInputStream())
                .map(root -> LockMethod.wish(root, false, timeout))
                .orElse(LockRequest.ofProgram(true, false, "", timeout));
        boolean created = find(request).isEmpty();
        if (created) {
            keep(request, request.path(), new byte[0]);
        }
        LockView lock = new LockView(
                ids.next(),
                request.path(),
                request.caller().accountName(),
                wish.exclusive(),
                false,
                wish.ownerXml(),
                clock.instant().plus(timeout));
        response.setHeader("Lock-Token", "<" + LockTokens.uri(lock.token()) + ">");
        int status = created ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK;
        LockXml.answer(response, status, lock, request.prefix(), clock.instant());
    }

    private void transplant(DavRequest request, HttpServletResponse response) {
        Kept kept = open(request);
        FilePath target = Destinations.of(request, hosts).orElseThrow(() -> new Refusal(Problem.NAME_RESERVED, ""));
        if (!covers(target)) {
            throw new Refusal(Problem.NAME_RESERVED, request.path().name());
        }
        boolean created = files.getIfPresent(key(request, target)) == null;
        keep(request, target, kept.content);
        if (request.http().getMethod().equals("MOVE")) {
            files.invalidate(key(request, request.path()));
        }
        response.setStatus(Transplant.status(created));
    }

    private void proppatch(DavRequest request, HttpServletResponse response) throws IOException {
        open(request);
        List<PropertyName> names = DavXml.read(request.http().getInputStream())
                .map(ProppatchMethod::changes)
                .orElseThrow(DavXml::malformed)
                .stream()
                .map(PropertyChange::property)
                .distinct()
                .toList();
        MultiStatus answer = MultiStatus.begin(response);
        answer.openResponse(request.href(request.path(), false));
        answer.changed(names, "403 Forbidden", Optional.empty());
        answer.closeResponse();
        answer.end();
    }

    private Kept keep(DavRequest request, FilePath path, byte[] content) {
        Kept kept = new Kept(ids.next(), content, clock.instant());
        files.put(key(request, path), kept);
        return kept;
    }

    private Optional<Kept> find(DavRequest request) {
        return Optional.ofNullable(files.getIfPresent(key(request, request.path())));
    }

    private Kept open(DavRequest request) {
        return find(request)
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, request.path().toString()));
    }

    private static Key key(DavRequest request, FilePath path) {
        return new Key(request.caller().tenant(), request.caller().accountId(), path);
    }

    private static NodeView view(FilePath path, Kept kept) {
        return new NodeView(
                kept.version,
                path,
                false,
                kept.content.length,
                kept.at,
                kept.at,
                "",
                "",
                Labelling.NONE,
                Optional.of(kept.version.toString()),
                Optional.empty(),
                Optional.empty(),
                1,
                false,
                FolderSettings.NEW,
                Set.of());
    }
}
