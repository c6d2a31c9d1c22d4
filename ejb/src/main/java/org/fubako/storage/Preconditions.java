package org.fubako.storage;

import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Evaluates If-Match and If-None-Match by strong comparison (RFC 9110, section 13.1). */
final class Preconditions {

    private Preconditions() {}

    /** @param there what is at the path; a name that only a lock holds counts as nothing */
    static void require(Optional<Node> there, Conditions conditions, FilePath path) {
        boolean exists = there.filter(node -> !node.isPlaceholder()).isPresent();
        Optional<String> etag = there.flatMap(Node::etag);
        boolean matches = conditions
                .ifMatch()
                .map(tags ->
                        exists && (tags.isEmpty() || etag.filter(tags::contains).isPresent()))
                .orElse(true);
        boolean differs = conditions
                .ifNoneMatch()
                .map(tags ->
                        tags.isEmpty() ? !exists : etag.filter(tags::contains).isEmpty())
                .orElse(true);
        if (!matches || !differs) {
            throw new Refusal(Problem.PRECONDITION_FAILED, path.toString());
        }
    }
}
