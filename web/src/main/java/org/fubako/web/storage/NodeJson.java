package org.fubako.web.storage;

import java.time.ZoneId;
import java.util.Optional;
import org.fubako.storage.NodeView;
import org.fubako.web.rest.ApiText;

/** A folder or document in the API. The ETag has its quotes, ready for If-Match. */
public record NodeJson(
        String id,
        String name,
        String path,
        String type,
        long size,
        String modified,
        String comment,
        Optional<String> etag,
        Optional<String> sha256,
        Optional<Integer> revision) {

    static NodeJson of(NodeView node, ZoneId zone) {
        return new NodeJson(
                ApiText.id(node.id()),
                node.name(),
                node.path().toString(),
                node.folder() ? "folder" : "document",
                node.length(),
                ApiText.time(node.modifiedAt(), zone),
                node.comment(),
                node.etag().map(etag -> '"' + etag + '"'),
                node.sha256(),
                node.folder() ? Optional.empty() : Optional.of(node.revision()));
    }
}
