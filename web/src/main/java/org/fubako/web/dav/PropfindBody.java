package org.fubako.web.dav;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fubako.storage.PropertyName;

/**
 * What a PROPFIND asks for (RFC 4918, section 14.20).
 *
 * @param names the properties asked for; with ALL those of {@code include}
 */
record PropfindBody(Kind kind, Set<PropertyName> names) {

    enum Kind {
        ALL,
        NAMES,
        SOME
    }

    /** No body means everything (section 9.1). */
    static PropfindBody read(InputStream body) {
        return DavXml.read(body).map(PropfindBody::of).orElse(new PropfindBody(Kind.ALL, Set.of()));
    }

    static PropfindBody of(XmlElement root) {
        if (!root.is("propfind")) {
            throw DavXml.malformed();
        }
        Optional<XmlElement> prop = root.child("prop");
        if (prop.isPresent()) {
            return new PropfindBody(Kind.SOME, names(prop.get()));
        }
        if (root.child("propname").isPresent()) {
            return new PropfindBody(Kind.NAMES, Set.of());
        }
        root.child("allprop").orElseThrow(DavXml::malformed);
        return new PropfindBody(
                Kind.ALL, root.child("include").map(PropfindBody::names).orElse(Set.of()));
    }

    boolean asksFor(LiveProperty live) {
        return names.contains(live.property()) || kind == Kind.ALL && live.inAllprop();
    }

    /** Whether dead properties have to be fetched at all. */
    boolean asksForDead() {
        return kind != Kind.SOME
                || names.stream().anyMatch(name -> LiveProperty.of(name).isEmpty());
    }

    List<LiveProperty> live() {
        List<LiveProperty> live = new ArrayList<>();
        for (LiveProperty one : LiveProperty.values()) {
            if (asksFor(one) || kind == Kind.NAMES) {
                live.add(one);
            }
        }
        return live;
    }

    private static Set<PropertyName> names(XmlElement prop) {
        Set<PropertyName> names = new LinkedHashSet<>();
        prop.children().forEach(child -> names.add(DavNames.of(child)));
        return names;
    }
}
