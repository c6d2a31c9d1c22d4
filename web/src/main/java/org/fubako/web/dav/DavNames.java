package org.fubako.web.dav;

import org.fubako.storage.PropertyName;

/** Names outside of what is alive, by namespace. */
final class DavNames {

    private DavNames() {}

    static PropertyName problem(String name) {
        return new PropertyName("urn:fubako:problem", name);
    }

    static PropertyName dav(String name) {
        return new PropertyName(DavXml.DAV, name);
    }

    static PropertyName of(XmlElement element) {
        return new PropertyName(element.namespace(), element.name());
    }
}
