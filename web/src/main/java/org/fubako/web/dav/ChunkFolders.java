package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.Changed;
import org.fubako.storage.Chunk;
import org.fubako.storage.ChunkedUpload;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.web.http.ContentReceiver;
import org.fubako.web.http.EntityTags;
import org.fubako.web.http.RawPath;

/**
 * The two addresses by which clients of Nextcloud send documents in parts: {@code files/ACCOUNT} is the root under another name, and
 * {@code uploads/ACCOUNT/FOLDER} takes chunks, which a MOVE of {@code .file} joins. Everybody has his own only.
 */
@ApplicationScoped
class ChunkFolders {

    private static final String FILES = "files";
    private static final String UPLOADS = "uploads";
    private static final String WHOLE = ".file";
    private static final String ALLOW = "OPTIONS, MKCOL, PUT, PROPFIND, MOVE, DELETE";
    private static final int LEAST = 3;

    @EJB
    ChunkedUpload uploads;

    @Inject
    ContentReceiver receiver;

    @Inject
    OwnHosts hosts;

    @Inject
    IfEvaluation ifEvaluation;

    /** What stands before the root in the address of a request: the usual, or that with the other name of the root. */
    static String prefix(HttpServletRequest request) {
        String usual = request.getContextPath() + DavServlet.PREFIX;
        String other = usual + "/" + FILES + "/";
        String address = request.getRequestURI();
        if (!address.startsWith(other) || address.length() == other.length()) {
            return usual;
        }
        int end = address.indexOf('/', other.length());
        return end < 0 ? address : address.substring(0, end);
    }

    /** Refuses when the other name of the root, as {@link #prefix} has found it, is that of somebody else. */
    static void requireOwn(Caller caller, HttpServletRequest request, String prefix) {
        String usual = request.getContextPath() + DavServlet.PREFIX;
        if (!prefix.equals(usual)) {
            requireOwn(caller, RawPath.parse(prefix, usual).segments());
        }
    }

    private static void requireOwn(Caller caller, List<String> segments) {
        String account = segments.get(1);
        boolean own = account.equalsIgnoreCase(caller.accountName())
                || account.equalsIgnoreCase(caller.accountName() + "@" + caller.tenantCode());
        if (!own) {
            throw new Refusal(Problem.NOT_FOUND, account);
        }
    }

    static boolean covers(FilePath path) {
        return path.segments().size() >= LEAST && path.segments().get(0).equals(UPLOADS);
    }

    void answer(DavRequest request, HttpServletResponse response) throws IOException {
        List<String> segments = request.path().segments();
        requireOwn(request.caller(), segments);
        String folder = segments.get(LEAST - 1);
        Optional<String> name = segments.size() == LEAST + 1 ? Optional.of(segments.get(LEAST)) : Optional.empty();
        if (segments.size() > LEAST + 1) {
            throw new Refusal(Problem.NOT_FOUND, request.path().toString());
        }
        String verb = request.http().getMethod();
        if (name.isEmpty() && verb.equals("MKCOL")) {
            uploads.begin(request.caller(), folder);
            response.setStatus(HttpServletResponse.SC_CREATED);
        } else if (name.isEmpty() && verb.equals("DELETE")) {
            uploads.drop(request.caller(), folder);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (name.isEmpty() && verb.equals("PROPFIND")) {
            list(request, folder, response);
        } else if (name.isPresent() && verb.equals("PUT")) {
            uploads.put(request.caller(), folder, name.get(), receiver.content(request.http(), name.get()));
            response.setStatus(HttpServletResponse.SC_CREATED);
        } else if (name.filter(WHOLE::equals).isPresent() && verb.equals("MOVE")) {
            assemble(request, folder, response);
        } else {
            response.setHeader("Allow", ALLOW);
            response.setStatus(
                    verb.equals("OPTIONS") ? HttpServletResponse.SC_OK : HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    /** What a client needs to go on: which chunks are there, and how long they are. */
    private void list(DavRequest request, String folder, HttpServletResponse response) throws IOException {
        List<Chunk> chunks = uploads.list(request.caller(), folder);
        MultiStatus answer = MultiStatus.begin(response);
        answer.plain(request.href(request.path(), true), OptionalLong.empty());
        for (Chunk chunk : chunks) {
            answer.plain(request.href(request.path().child(chunk.name()), false), OptionalLong.of(chunk.length()));
        }
        answer.end();
    }

    private void assemble(DavRequest request, String folder, HttpServletResponse response) throws IOException {
        Optional<FilePath> destination = Destinations.of(request, hosts);
        if (destination.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
            return;
        }
        FilePath target = withoutOtherName(request.caller(), destination.get());
        Set<UUID> tokens = ifEvaluation.submitted(request.caller(), target, request.prefix(), request.http());
        Conditions conditions = EntityTags.conditions(request.http(), tokens);
        boolean onlyNew =
                request.header("Overwrite").filter("F"::equalsIgnoreCase).isPresent();
        Changed stored = uploads.assemble(
                request.caller(),
                folder,
                target,
                onlyNew ? new Conditions(conditions.ifMatch(), Optional.of(Set.of()), tokens) : conditions,
                ContentReceiver.modifiedAt(request.http().getHeader("X-OC-Mtime")),
                ContentReceiver.number(request.http(), "OC-Total-Length"));
        PutMethod.describe(stored, request, response);
        receiver.answer(stored, response);
    }

    private static FilePath withoutOtherName(Caller caller, FilePath path) {
        List<String> segments = path.segments();
        if (segments.size() < 2 || !segments.get(0).equals(FILES)) {
            return path;
        }
        requireOwn(caller, segments);
        return new FilePath(segments.subList(2, segments.size()));
    }
}
