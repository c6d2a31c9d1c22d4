package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Finds folders and documents by their names: those only that the caller could also find by walking through the folders. */
@Stateless
public class SearchService {

    /** Names with the words that are looked at for one page, at most; where most of them are hidden, a page may be short. */
    private static final int MOST_LOOKED_AT = 5_000;

    private static final int LONG_LOOK = 1_000;

    private static final int ID_BYTES = 16;

    @Inject
    SearchRepository search;

    @Inject
    NodeAccess access;

    @Inject
    ScatteredAccess scattered;

    @Inject
    TagRepository tags;

    /**
     * Some of what was found, by name.
     *
     * @param tags by the ids of the items that have any
     * @param next goes on behind it
     */
    public record Found(List<NodeView> items, Map<UUID, List<String>> tags, Optional<String> next) {}

    /**
     * One page. It may have fewer than {@code limit} items and still not be the last.
     *
     * @param limit from 1 to 1,000
     * @throws Refusal NOT_FOUND when the folder to search in is not there for the caller
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Found find(Caller caller, SearchQuery query, int limit, Optional<String> cursor) {
        Scope scope = scope(caller, query.within());
        List<NodeView> items = new ArrayList<>();
        SearchRepository.Position at = cursor.map(SearchService::position).orElse(SearchRepository.Position.START);
        int looked = 0;
        boolean more = !scope.spaces().isEmpty();
        while (more && items.size() < limit && looked < MOST_LOOKED_AT) {
            // most searches end with the first look; where much is hidden, the next are longer
            int look = looked == 0 ? limit + 1 : LONG_LOOK;
            List<Node> found = next(caller, scope, query, at, look);
            more = found.size() == look;
            looked += found.size();
            Map<UUID, Place> seen = scattered.seen(caller, scope.spaces(), found);
            for (Node node : found) {
                if (items.size() == limit) {
                    more = true;
                    break;
                }
                Optional.ofNullable(seen.get(node.id())).map(Place::view).ifPresent(items::add);
                at = SearchRepository.Position.of(node);
            }
        }
        return new Found(
                items,
                tags.of(caller.tenant(), items.stream().map(NodeView::id).toList()),
                more ? Optional.of(text(at)) : Optional.empty());
    }

    private List<Node> next(Caller caller, Scope scope, SearchQuery query, SearchRepository.Position at, int limit) {
        return scope.folder()
                .map(folder -> search.below(caller.tenant(), folder, query, at, limit))
                .orElseGet(() -> search.inSpaces(caller.tenant(), scope.spaces().keySet(), query, at, limit));
    }

    /** Where to search: spaces by their ids, and the folder in one of them when it is not all of that. */
    private record Scope(Map<UUID, Space> spaces, Optional<UUID> folder) {}

    private Scope scope(Caller caller, FilePath within) {
        return scattered
                .grouped(caller, within)
                .map(several -> new Scope(several, Optional.empty()))
                .orElseGet(() -> scopeOfFolder(caller, within));
    }

    private Scope scopeOfFolder(Caller caller, FilePath within) {
        Place folder = access.open(caller, within);
        if (!folder.node().isFolder()) {
            throw new Refusal(Problem.NOT_A_FOLDER, within.toString());
        }
        return new Scope(
                Map.of(folder.space().id(), folder.space()),
                folder.isSpace() ? Optional.empty() : Optional.of(folder.node().id()));
    }

    private static String text(SearchRepository.Position position) {
        ByteBuffer bytes = ByteBuffer.allocate(ID_BYTES + position.key().length)
                .putLong(position.node().getMostSignificantBits())
                .putLong(position.node().getLeastSignificantBits())
                .put(position.key());
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes.array()), StandardCharsets.US_ASCII);
    }

    private static SearchRepository.Position position(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            UUID node = new UUID(bytes.getLong(), bytes.getLong());
            byte[] key = new byte[bytes.remaining()];
            bytes.get(key);
            return new SearchRepository.Position(key, node);
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
            throw new Refusal(Problem.CURSOR_INVALID, "", e);
        }
    }
}
