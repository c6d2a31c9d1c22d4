package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.job.Bell;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** What can be done with folders and documents, their contents apart. Each public method is one transaction. */
@Stateless
public class FileService {

    private static final int MAX_COMMENT = 80;

    /** All dead properties of one node, in characters. */
    private static final long MAX_PROPERTIES = 256 * 1024L;

    @Inject
    NodeAccess access;

    @Inject
    SpaceDirectory directory;

    @Inject
    NodeRepository nodes;

    @Inject
    TreeRepository tree;

    @Inject
    QuotaLedger quota;

    @EJB
    OperationLog log;

    @EJB
    TransferTransaction transfers;

    @Inject
    StoredContentCheck virusChecks;

    @Inject
    Removal removal;

    @Inject
    Succession succession;

    @Inject
    Landing landing;

    @Inject
    NoticeRepository notices;

    @Inject
    AutoDeleteAccess autoDelete;

    @Inject
    Bell bell;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** Refuses with NOT_FOUND when nothing is there that the caller may see. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public NodeView describe(Caller caller, FilePath path) {
        return virtual(caller, path).map(VirtualFolder::view).orElseGet(() -> access.open(caller, path)
                .view());
    }

    private Optional<VirtualFolder> virtual(Caller caller, FilePath path) {
        return VirtualFolder.at(path, directory.enterable(caller));
    }

    /** With the labels of the spaces in it, which takes a statement. */
    private Optional<VirtualFolder> virtualToList(Caller caller, FilePath path) {
        List<Space> spaces = directory.enterable(caller);
        return VirtualFolder.at(path, spaces).map(folder -> {
            Map<UUID, Label> labels = nodes.labels(
                    caller.tenant(), spaces.stream().map(Space::rootId).toList());
            Map<FilePath, Label> byPath = new HashMap<>();
            spaces.forEach(space -> Optional.ofNullable(labels.get(space.rootId()))
                    .ifPresent(label -> byPath.put(space.path(), label)));
            return folder.labelled(byPath);
        });
    }

    /** A folder with everything in it that the caller may see, in a constant number of statements. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Listing list(Caller caller, FilePath path) {
        Optional<VirtualFolder> virtual = virtualToList(caller, path);
        if (virtual.isPresent()) {
            return new Listing(virtual.get().view(), virtual.get().members());
        }
        Place folder = access.openFolder(caller, path, Operation.LIST, Action.ACCESS);
        return new Listing(folder.view(), views(caller, folder, nodes.children(folder.node())));
    }

    /** Of {@link #list} the folders only, which costs the same however many documents lie beside them. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<NodeView> folders(Caller caller, FilePath path) {
        Optional<VirtualFolder> virtual = virtual(caller, path);
        if (virtual.isPresent()) {
            return virtual.get().members();
        }
        Place folder = access.openFolder(caller, path, Operation.LIST, Action.ACCESS);
        return views(caller, folder, nodes.folders(folder.node()));
    }

    /** One page of {@link #list}; {@code limit} from 1 to 1,000. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page page(Caller caller, FilePath path, int limit, Optional<String> cursor) {
        Optional<VirtualFolder> virtual = virtualToList(caller, path);
        if (virtual.isPresent()) {
            return new Page(virtual.get().view(), virtual.get().members(), Optional.empty());
        }
        Place folder = access.openFolder(caller, path, Operation.LIST, Action.ACCESS);
        PageCursor from = cursor.map(PageCursor::parse).orElse(PageCursor.START);
        List<Node> found = new ArrayList<>(nodes.childrenAfter(folder.node(), from.kind(), from.key(), limit + 1));
        if (found.size() <= limit && from.kind() == Node.Kind.FOLDER) {
            found.addAll(nodes.childrenAfter(folder.node(), Node.Kind.DOCUMENT, new byte[0], limit + 1 - found.size()));
        }
        boolean more = found.size() > limit;
        List<Node> shown = more ? found.subList(0, limit) : found;
        Optional<String> next =
                more ? Optional.of(PageCursor.after(shown.get(limit - 1)).toString()) : Optional.empty();
        return new Page(folder.view(), views(caller, folder, shown), next);
    }

    private List<NodeView> views(Caller caller, Place folder, List<Node> children) {
        return access.visible(caller, folder, children).stream()
                .map(Place::view)
                .toList();
    }

    public NodeView createFolder(Caller caller, FilePath path, String comment, Conditions conditions) {
        return createFolder(caller, path, comment, List.of(), conditions);
    }

    /** With properties: both or nothing. */
    public NodeView createFolder(
            Caller caller, FilePath path, String comment, List<PropertyChange> properties, Conditions conditions) {
        Place parent = access.openParent(caller, path, Operation.CREATE_FOLDER, Action.CREATE_FOLDER);
        NodeName name = landing.newName(caller, path);
        requireComment(comment);
        access.requireUnlocked(caller, parent, conditions.lockTokens());
        if (nodes.child(parent.node(), name.value()).isPresent()) {
            throw new Refusal(Problem.NAME_TAKEN, path.toString());
        }
        landing.hold(parent);
        quotaLeft(caller, parent.space());
        Node folder = Node.folder(parent.node(), ids.next(), name.value(), comment, made(caller));
        nodes.add(folder);
        change(folder, properties, path);
        log.record(LogEvent.of(caller, Action.CREATE_FOLDER, path.toString()));
        return access.open(caller, path).view();
    }

    /** Folders take no bytes, but a full space takes no new ones either. */
    private void quotaLeft(Caller caller, Space space) {
        try (QuotaLedger.Reservation one = quota.open(space)) {
            one.ensure(1);
        }
    }

    /** Changes the name in place; a change of case only is allowed. */
    public NodeView rename(Caller caller, FilePath path, String newName, Conditions conditions) {
        FilePath to = path.parent().child(newName);
        return transfers
                .move(caller, path, to, false, conditions, Action.RENAME)
                .node();
    }

    /**
     * Moves with all revisions and settings. Without {@code overwrite} a thing of the same name at the target refuses with
     * NAME_TAKEN; with it, a folder there is deleted first, and a document goes on with the content of the one that comes. What would
     * bring a virus into a folder that looks for them refuses with INFECTED_STORED.
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Changed move(Caller caller, FilePath from, FilePath to, boolean overwrite, Conditions conditions) {
        virusChecks.beforeArrival(caller, from, to);
        return transfers.move(caller, from, to, overwrite, conditions, Action.MOVE);
    }

    /** Copies the newest revision only; {@code deep} false copies a folder without what is in it. As {@link #move} otherwise. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Changed copy(
            Caller caller, FilePath from, FilePath to, boolean overwrite, boolean deep, Conditions conditions) {
        virusChecks.beforeArrival(caller, from, to);
        return transfers.copy(caller, from, to, overwrite, deep, conditions);
    }

    /** What {@link #delete} would take away; refuses where that would. */
    public Extent extent(Caller caller, FilePath path) {
        return tree.extent(access.openToChange(caller, path, Action.DELETE).node());
    }

    public void delete(Caller caller, FilePath path, Conditions conditions) {
        Place place = access.openToChange(caller, path, Action.DELETE);
        Preconditions.require(Optional.of(place.node()), conditions, path);
        access.requireTreeUnlocked(caller, place, conditions.lockTokens());
        succession
                .successor(caller, place)
                .ifPresentOrElse(
                        successor -> succession.resume(caller, place, successor), () -> removal.remove(caller, place));
        log.record(LogEvent.of(caller, Action.DELETE, path.toString())
                .sized(place.node().length(), 0));
    }

    public NodeView editComment(Caller caller, FilePath path, String comment) {
        Place place = access.open(caller, path, Operation.EDIT_COMMENT, Action.COMMENT);
        requireComment(comment);
        nodes.comment(place.node(), comment);
        log.record(LogEvent.of(caller, Action.COMMENT, path.toString()));
        return access.open(caller, path).view();
    }

    /** What happens by itself in a folder; of a space, in its top folder. Holds for what comes from now on. */
    public NodeView changeSettings(Caller caller, FilePath path, FolderSettings settings) {
        Place place = access.openFolder(caller, path, Operation.CHANGE_ACTIONS, Action.FOLDER_SETTINGS);
        if (!settings.autoDeleteDays().equals(place.node().settings().autoDeleteDays())) {
            autoDelete.requireAllowed(caller, place, settings.autoDeleteDays());
            // what a shorter time makes due goes at once
            bell.ringAfterCommit(AutoDeleteJob.NAME);
        }
        if (settings.oneTimeUrl() && !place.node().settings().oneTimeUrl()) {
            requirePublisher(caller, path);
        }
        nodes.settings(place.node(), settings);
        log.record(LogEvent.of(caller, Action.FOLDER_SETTINGS, path.toString()).to(settings.inWords()));
        return access.open(caller, path).view();
    }

    /** A folder gives nothing out that who has set it could not. */
    private void requirePublisher(Caller caller, FilePath path) {
        if (!caller.has(Role.PUBLISH_LINKS)) {
            log.recordApart(
                    LogEvent.of(caller, Action.FOLDER_SETTINGS, path.toString()).ended("refused"), Optional.empty());
            throw new Refusal(Problem.ROLE_MISSING, path.toString());
        }
    }

    /** Whom a folder tells what arrives in it; for those who may change that. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<FolderNotice> notice(Caller caller, FilePath path) {
        Place place = access.openFolder(caller, path, Operation.CHANGE_ACTIONS, Action.FOLDER_SETTINGS);
        return notices.find(caller.tenant(), place.node().id())
                .filter(notice -> place.node().settings().notice());
    }

    /** Changes whom a folder tells what arrives in it; empty for nobody. */
    public void changeNotice(Caller caller, FilePath path, Optional<FolderNotice> notice) {
        Place place = access.openFolder(caller, path, Operation.CHANGE_ACTIONS, Action.FOLDER_SETTINGS);
        notices.set(caller.tenant(), place.node().id(), notice);
        FolderSettings settings = place.node().settings().withNotice(notice.isPresent());
        nodes.settings(place.node(), settings);
        log.record(LogEvent.of(caller, Action.FOLDER_SETTINGS, path.toString())
                .to(settings.inWords() + notice.map(one -> ": " + one.inWords()).orElse("")));
    }

    /** Dead properties of what is at the path. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Map<PropertyName, String> properties(Caller caller, FilePath path) {
        if (virtual(caller, path).isPresent()) {
            return Map.of();
        }
        UUID node = access.open(caller, path).node().id();
        return nodes.properties(caller.tenant(), node).getOrDefault(node, Map.of());
    }

    /** Dead properties of everything in a folder, by node id, in one statement. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Map<UUID, Map<PropertyName, String>> propertiesWithin(Caller caller, FilePath folder) {
        if (virtual(caller, folder).isPresent()) {
            return Map.of();
        }
        return nodes.propertiesWithin(access.open(caller, folder).node());
    }

    public void changeProperties(Caller caller, FilePath path, List<PropertyChange> changes, Conditions conditions) {
        Place place = access.open(caller, path, Operation.UPLOAD_FILE, Action.PROPERTIES);
        access.requireUnlocked(caller, place, conditions.lockTokens());
        change(place.node(), changes, path);
        log.record(LogEvent.of(caller, Action.PROPERTIES, path.toString()));
    }

    /** Properties take no room of the space, so they may not take much. */
    private void change(Node node, List<PropertyChange> changes, FilePath path) {
        for (PropertyChange change : changes) {
            change.value()
                    .ifPresentOrElse(
                            value -> nodes.setProperty(node, change.property(), value),
                            () -> nodes.removeProperty(node, change.property()));
        }
        if (nodes.propertyLength(node) > MAX_PROPERTIES) {
            throw new Refusal(Problem.OVER_QUOTA, path.toString());
        }
    }

    private static void requireComment(String comment) {
        if (comment.codePointCount(0, comment.length()) > MAX_COMMENT) {
            throw new Refusal(Problem.COMMENT_TOO_LONG, "");
        }
    }

    private Node.Made made(Caller caller) {
        return new Node.Made(clock.instant(), caller.accountName());
    }

    /** Where a page ended: folders come first, and within a kind the binary name key orders. */
    private record PageCursor(Node.Kind kind, byte[] key) {

        static final PageCursor START = new PageCursor(Node.Kind.FOLDER, new byte[0]);

        static PageCursor after(Node node) {
            return new PageCursor(node.kind(), NodeName.key(node.name()));
        }

        static PageCursor parse(String cursor) {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                Node.Kind kind = plain.startsWith("F") ? Node.Kind.FOLDER : Node.Kind.DOCUMENT;
                return new PageCursor(kind, plain.substring(1).getBytes(StandardCharsets.UTF_8));
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
                throw new Refusal(Problem.CURSOR_INVALID, "", e);
            }
        }

        @Override
        public String toString() {
            String plain = (kind == Node.Kind.FOLDER ? "F" : "D") + new String(key, StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PageCursor cursor && cursor.kind == kind && Arrays.equals(cursor.key, key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }
    }

    /** A folder that only groups spaces: the root, {@code /group}, {@code /project}. */
    record VirtualFolder(NodeView view, List<NodeView> members) {

        static Optional<VirtualFolder> at(FilePath path, List<Space> spaces) {
            if (path.isRoot()) {
                List<NodeView> members = Arrays.stream(SpaceKind.values())
                        .filter(kind -> spaces.stream().anyMatch(space -> space.kind() == kind))
                        .map(kind -> folder(FilePath.ROOT.child(kind.segment()), kind.ordinal() + 1))
                        .toList();
                return Optional.of(new VirtualFolder(folder(path, 0), members));
            }
            return SpaceKind.ofSegment(path.segments().get(0))
                    .filter(kind -> kind.named() && path.segments().size() == 1)
                    .map(kind -> new VirtualFolder(
                            folder(path, kind.ordinal() + 1),
                            spaces.stream()
                                    .filter(space -> space.kind() == kind)
                                    .map(VirtualFolder::ofSpace)
                                    .toList()));
        }

        /** With labels of spaces, by their paths. */
        VirtualFolder labelled(Map<FilePath, Label> labels) {
            return new VirtualFolder(
                    view,
                    members.stream()
                            .map(member -> Optional.ofNullable(labels.get(member.path()))
                                    .map(member::labelled)
                                    .orElse(member))
                            .toList());
        }

        private static NodeView ofSpace(Space space) {
            return folder(space.path(), space.rootId(), space.createdAt());
        }

        private static NodeView folder(FilePath path, int number) {
            return folder(path, new UUID(0, number), Instant.EPOCH);
        }

        private static NodeView folder(FilePath path, UUID id, Instant at) {
            return new NodeView(
                    id,
                    path,
                    true,
                    0,
                    at,
                    at,
                    "",
                    "",
                    Labelling.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    true,
                    FolderSettings.NEW,
                    Set.of(Operation.LIST));
        }
    }
}
