package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.NameKey;
import org.fubako.platform.Refusal;

/** Tags on folders and documents: whoever sees a thing sees its tags, whoever may change its comment may change them. */
@Stateless
public class TagService {

    /** Suggestions at once. */
    private static final int MOST_SUGGESTED = 30;

    /** Uses of tags that are looked at for suggestions, at most; where most of them are hidden, some tags may be missing. */
    private static final int MOST_LOOKED_AT = 3_000;

    private static final int LOOK = 100;

    /** Comes after all UTF-8. */
    private static final byte[] BEHIND_ALL = {(byte) 0xFF};

    @Inject
    NodeAccess access;

    @Inject
    ScatteredAccess scattered;

    @Inject
    TagRepository tags;

    @Inject
    LockRepository locks;

    @EJB
    OperationLog log;

    /** Tags of what is at the path, in the order of their keys. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<String> of(Caller caller, FilePath path) {
        UUID node = access.open(caller, path).node().id();
        return tags.of(caller.tenant(), List.of(node)).getOrDefault(node, List.of());
    }

    /** Tags of some of what lies directly in a folder, by its ids; those without any are missing. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Map<UUID, List<String>> within(Caller caller, FilePath folder, Collection<UUID> nodes) {
        return tags.within(access.open(caller, folder).node(), nodes);
    }

    /**
     * Replaces the tags of what is at the path.
     *
     * @return as they are kept
     * @throws Refusal TAG_MALFORMED, TAGS_TOO_MANY
     */
    public List<String> change(Caller caller, FilePath path, List<String> written) {
        Place place = access.open(caller, path, Operation.EDIT_COMMENT, Action.TAGS);
        List<Tag> wanted = Tag.all(written, path);
        locks.hold(place.node(), path);
        tags.set(place.node(), wanted);
        log.record(LogEvent.of(caller, Action.TAGS, path.toString()));
        return wanted.stream().map(Tag::value).toList();
    }

    /**
     * Tags in use in a space on what the caller may see there, in their order; at most 30.
     *
     * @param within a path in the space; the root, or what groups spaces, for all of these
     * @param beginning of the tags, as somebody types it; case does not count
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<String> inUse(Caller caller, FilePath within, String beginning) {
        Map<UUID, Space> among = scattered.grouped(caller, within).orElseGet(() -> {
            Space space = access.open(caller, within).space();
            return Map.of(space.id(), space);
        });
        byte[] from = NameKey.of(beginning.stripLeading());
        Map<String, String> found = new LinkedHashMap<>();
        TagRepository.Position at = TagRepository.Position.before(from);
        int looked = 0;
        boolean more = !among.isEmpty();
        while (more && found.size() < MOST_SUGGESTED && looked < MOST_LOOKED_AT) {
            List<TagRepository.Use> uses = tags.uses(caller.tenant(), among.keySet(), at, end(from), LOOK);
            Map<UUID, Place> seen = scattered.seen(
                    caller, among, uses.stream().map(TagRepository.Use::node).toList());
            for (TagRepository.Use use : uses) {
                boolean isSeen = seen.containsKey(use.node().id());
                if (isSeen) {
                    found.putIfAbsent(use.tag().folded(), use.tag().value());
                }
                // one that is seen is enough: what else has this tag need not be looked at
                at = isSeen ? TagRepository.Position.behind(use.tag()) : TagRepository.Position.of(use);
            }
            looked += LOOK;
            more = uses.size() == LOOK;
        }
        return found.values().stream().limit(MOST_SUGGESTED).toList();
    }

    /** Behind all keys that begin so. */
    private static byte[] end(byte[] beginning) {
        if (beginning.length == 0) {
            return BEHIND_ALL;
        }
        byte[] end = beginning.clone();
        end[end.length - 1]++;
        return end;
    }
}
