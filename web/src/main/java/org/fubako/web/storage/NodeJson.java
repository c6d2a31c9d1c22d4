package org.fubako.web.storage;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.fubako.storage.NodeView;
import org.fubako.web.rest.ApiText;

/**
 * A folder or document in the API. The ETag has its quotes, ready for If-Match; tags are there where they were asked for.
 *
 * @param label the one that counts
 * @param ownLabel the one it has itself
 */
public record NodeJson(
        String id,
        String name,
        String path,
        String type,
        long size,
        String modified,
        String comment,
        String label,
        Optional<String> ownLabel,
        Optional<String> etag,
        Optional<String> sha256,
        Optional<Integer> revision,
        Optional<List<String>> tags) {

    static NodeJson of(NodeView node, ZoneId zone) {
        return of(node, Optional.empty(), zone);
    }

    static NodeJson of(NodeView node, Optional<List<String>> tags, ZoneId zone) {
        return new NodeJson(
                ApiText.id(node.id()),
                node.name(),
                node.path().toString(),
                node.folder() ? "folder" : "document",
                node.length(),
                ApiText.time(node.modifiedAt(), zone),
                node.comment(),
                ApiText.kebab(node.label()),
                node.labels().own().map(ApiText::kebab),
                node.etag().map(etag -> '"' + etag + '"'),
                node.sha256(),
                node.folder() ? Optional.empty() : Optional.of(node.revision()),
                tags);
    }
}
