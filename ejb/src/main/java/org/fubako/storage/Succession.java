package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;

/**
 * Lets a document go on with the content of another, which ends. It keeps its id, its folder and all that is bound to it. Where its
 * folder keeps revisions, those of the other come on top of its own; where not, what it was is removed like anything that is deleted. Of
 * the labels of both the stricter one counts for it, and what is removed keeps the one it had.
 */
@ApplicationScoped
class Succession {

    @Inject
    NodeRepository nodes;

    @Inject
    LockRepository locks;

    @Inject
    Removal removal;

    @Inject
    Landing landing;

    @Inject
    Labels labels;

    /** Whether both have something to exchange, so that one can go on with the content of the other. */
    static boolean isPossible(Node newer, Node document) {
        return !newer.isFolder() && !document.isFolder() && !newer.isPlaceholder();
    }

    /** One document was moved onto another, whose lock stays. */
    void moveOnto(Caller caller, Place source, Place target) {
        locks.dropWithin(source.node());
        landing.changeSpace(caller, source.node(), source.space().id(), target.space());
        exchange(
                caller,
                target,
                target.path(),
                nodes.locked(source.node(), target.space().id()),
                source.label());
    }

    /**
     * What has the former name of a document that is about to be deleted, when a program has renamed it to put a new one in its
     * place. Through WebDAV only: whoever deletes in the portal means what is shown there.
     */
    Optional<Node> successor(Caller caller, Place place) {
        boolean program = caller.surface() == Surface.DAV && !place.node().isFolder();
        return program ? nodes.successor(place.node(), caller.accountName()) : Optional.empty();
    }

    /** Instead of being deleted, the document goes on under its former name, under the lock of what was there. */
    void resume(Caller caller, Place place, Node successor) {
        FilePath path = place.path().parent().child(successor.name());
        locks.dropWithin(place.node());
        locks.pass(successor, place.node());
        Node newer = nodes.locked(successor);
        exchange(caller, place, path, newer, labels(place, newer).effective());
        nodes.place(place.node(), place.parent(), successor.name());
    }

    private void exchange(Caller caller, Place place, FilePath path, Node newer, Label arriving) {
        Node document = nodes.locked(place.node());
        boolean keeps = place.parent().keepsRevisions() || document.isPlaceholder();
        Node was = document.inPlaceOf(newer, path.name(), keeps);
        removal.remove(
                caller, new Place(path, place.space(), place.above(), was, place.allowed(), place.allowedAbove()));
        nodes.succeed(document, newer, was);
        if (!newer.label().equals(document.label())) {
            nodes.label(newer, document.label());
        }
        if (arriving.isStricterThan(labels(place, document).effective())) {
            labels.change(caller, document, path, Optional.of(arriving));
        }
    }

    private static Labelling labels(Place place, Node node) {
        return new Labelling(place.labels().above(), node.label());
    }
}
