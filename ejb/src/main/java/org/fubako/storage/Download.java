package org.fubako.storage;

import org.fubako.storage.blob.BlobDescriptor;

/** A document that may go out, in one version: what its headers say and where its content lies. */
public record Download(NodeView node, BlobDescriptor content) {}
