package org.fubako.web.dav;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.Listing;
import org.fubako.storage.LockService;
import org.fubako.storage.LockView;
import org.fubako.storage.NodeView;
import org.fubako.storage.PropertyName;
import org.fubako.storage.SpaceService;
import org.fubako.storage.SpaceView;
import org.fubako.web.dav.LiveProperty.Source;
import org.fubako.web.error.Failures;

/** PROPFIND (RFC 4918, section 9.1). However many members a folder has, the services are asked the same few times. */
@ApplicationScoped
class PropfindMethod implements DavMethod {

    @EJB
    FileService files;

    @EJB
    LockService locks;

    @EJB
    SpaceService spaces;

    @Inject
    Clock clock;

    @Override
    public String verb() {
        return "PROPFIND";
    }

    @Override
    public void handle(DavRequest request, HttpServletResponse response) throws IOException {
        Depth depth = request.depth();
        if (depth == Depth.INFINITY || depth == Depth.MISSING) {
            DavErrors.write(response, HttpServletResponse.SC_FORBIDDEN, "propfind-finite-depth");
            return;
        }
        PropfindBody wanted = PropfindBody.read(request.http().getInputStream());
        Caller caller = request.caller();
        Listing listing = depth == Depth.ONE
                ? list(caller, request.path())
                : new Listing(files.describe(caller, request.path()), List.of());
        Gathered gathered = gather(caller, wanted, listing, depth == Depth.ONE);
        MultiStatus answer = MultiStatus.begin(response);
        NodeView self = listing.folder();
        answer.node(wanted, gathered.source(request.prefix(), self, List.of()), gathered.ownDead());
        for (NodeView child : listing.children()) {
            List<LockView> direct = gathered.lockedWithin().getOrDefault(child.id(), List.of());
            answer.node(
                    wanted,
                    gathered.childSource(request.prefix(), child, direct),
                    gathered.deadWithin().getOrDefault(child.id(), Map.of()));
        }
        answer.end();
    }

    private Listing list(Caller caller, FilePath path) {
        try {
            return files.list(caller, path);
        } catch (RuntimeException failure) {
            boolean document = Failures.refusalIn(failure)
                    .filter(refusal -> refusal.problem() == Problem.NOT_A_FOLDER)
                    .isPresent();
            if (!document) {
                throw failure;
            }
            return new Listing(files.describe(caller, path), List.of());
        }
    }

    private Gathered gather(Caller caller, PropfindBody wanted, Listing listing, boolean members) {
        NodeView self = listing.folder();
        FilePath path = self.path();
        boolean within = members && self.folder();
        boolean withLocks = wanted.asksFor(LiveProperty.LOCKDISCOVERY);
        boolean withDead = wanted.asksForDead();
        boolean withQuota = wanted.kind() == PropfindBody.Kind.NAMES
                || wanted.asksFor(LiveProperty.QUOTA_AVAILABLE)
                || wanted.asksFor(LiveProperty.QUOTA_USED);
        return new Gathered(
                withLocks ? locks.locksOn(caller, path) : List.of(),
                withLocks && within ? locks.locksWithin(caller, path) : Map.of(),
                withDead ? files.properties(caller, path) : Map.of(),
                withDead && within ? files.propertiesWithin(caller, path) : Map.of(),
                withQuota ? spaces.list(caller) : List.of(),
                clock.instant());
    }

    /** What was fetched for the whole answer at once. */
    private record Gathered(
            List<LockView> ownLocks,
            Map<UUID, List<LockView>> lockedWithin,
            Map<PropertyName, String> ownDead,
            Map<UUID, Map<PropertyName, String>> deadWithin,
            List<SpaceView> spaces,
            Instant now) {

        Source source(String prefix, NodeView node, List<LockView> more) {
            List<LockView> all = new ArrayList<>(ownLocks);
            all.addAll(more);
            return new Source(node, prefix, all, spaceOf(node), now);
        }

        /** Deep locks of the folder, or from above it, hold for its members also. */
        Source childSource(String prefix, NodeView child, List<LockView> direct) {
            List<LockView> all = new ArrayList<>(direct);
            ownLocks.stream()
                    .filter(lock -> lock.deep() && !direct.contains(lock))
                    .forEach(all::add);
            return new Source(child, prefix, all, spaceOf(child), now);
        }

        private Optional<SpaceView> spaceOf(NodeView node) {
            List<String> segments = node.path().segments();
            return spaces.stream()
                    .filter(space -> segments.size() >= space.path().segments().size()
                            && segments.subList(0, space.path().segments().size())
                                    .equals(space.path().segments()))
                    .max(Comparator.comparing(space -> space.path().segments().size()));
        }
    }
}
