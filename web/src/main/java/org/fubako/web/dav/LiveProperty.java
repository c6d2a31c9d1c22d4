package org.fubako.web.dav;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fubako.storage.LockView;
import org.fubako.storage.NodeView;
import org.fubako.storage.PropertyName;
import org.fubako.storage.SpaceView;
import org.fubako.web.http.EntityTags;
import org.fubako.web.http.HttpDates;

/** Properties that the server computes (RFC 4918, section 15; RFC 4331; checksums as sync clients ask for them). */
enum LiveProperty {
    CREATIONDATE("creationdate"),
    DISPLAYNAME("displayname"),
    GETCONTENTLENGTH("getcontentlength"),
    GETCONTENTTYPE("getcontenttype"),
    GETETAG("getetag"),
    GETLASTMODIFIED("getlastmodified"),
    RESOURCETYPE("resourcetype"),
    SUPPORTEDLOCK("supportedlock"),
    LOCKDISCOVERY("lockdiscovery"),
    QUOTA_AVAILABLE("quota-available-bytes"),
    QUOTA_USED("quota-used-bytes"),
    CHECKSUMS("http://owncloud.org/ns", "checksums");

    private static final Map<PropertyName, LiveProperty> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(LiveProperty::property, Function.identity()));
    private static final String LOCK_ENTRIES = entry("exclusive") + entry("shared");

    private final PropertyName property;

    LiveProperty(String name) {
        this(DavXml.DAV, name);
    }

    LiveProperty(String namespace, String name) {
        property = new PropertyName(namespace, name);
    }

    /** What the values are computed from; locks and space only where they were asked for. */
    record Source(NodeView node, String prefix, List<LockView> locks, Optional<SpaceView> space, Instant now) {}

    static Optional<LiveProperty> of(PropertyName name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    PropertyName property() {
        return property;
    }

    /** RFC 4331, section 2, keeps the quota out of {@code allprop}. */
    boolean inAllprop() {
        return this != QUOTA_AVAILABLE && this != QUOTA_USED && this != CHECKSUMS;
    }

    /** Sync programs set the time of a document by its name here; that is stored and not computed. */
    boolean isProtected() {
        return this != GETLASTMODIFIED;
    }

    /** The value as XML; empty when the node has no such property. */
    Optional<String> value(Source source) {
        NodeView node = source.node();
        return switch (this) {
            case CREATIONDATE ->
                Optional.of(node.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
            case DISPLAYNAME -> Optional.of(XmlWriter.escape(node.name()));
            case GETLASTMODIFIED -> Optional.of(HttpDates.format(node.modifiedAt()));
            case RESOURCETYPE -> Optional.of(node.folder() ? "<D:collection/>" : "");
            case GETCONTENTLENGTH -> document(node, Long.toString(node.length()));
            case GETCONTENTTYPE ->
                document(node, XmlWriter.escape(node.mediaType().orElse("application/octet-stream")));
            case GETETAG -> node.etag().map(EntityTags::quoted).map(XmlWriter::escape);
            case SUPPORTEDLOCK -> Optional.of(node.fixed() ? "" : LOCK_ENTRIES);
            case LOCKDISCOVERY -> Optional.of(LockXml.activeLocks(source.locks(), source.prefix(), source.now()));
            case QUOTA_AVAILABLE ->
                folder(node, source).map(space -> Long.toString(Math.max(0, space.quota() - space.used())));
            case QUOTA_USED -> folder(node, source).map(space -> Long.toString(space.used()));
            case CHECKSUMS ->
                node.sha256()
                        .map(hex -> "<P:checksum xmlns:P=\"http://owncloud.org/ns\">SHA256:" + hex + "</P:checksum>");
        };
    }

    private static Optional<String> document(NodeView node, String value) {
        return node.folder() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<SpaceView> folder(NodeView node, Source source) {
        return source.space().filter(space -> node.folder());
    }

    private static String entry(String scope) {
        return "<D:lockentry><D:lockscope><D:" + scope
                + "/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>";
    }
}
