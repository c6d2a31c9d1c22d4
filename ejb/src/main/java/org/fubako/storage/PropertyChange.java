package org.fubako.storage;

import java.util.Optional;

/** Sets a dead property to XML content, or removes it. */
public record PropertyChange(PropertyName property, Optional<String> value) {}
