package org.fubako.storage.blob;

import org.fubako.platform.TenantId;

/** A blob that is complete and durable, but that no document shows yet. */
public record StagedBlob(TenantId tenant, BlobDescriptor descriptor) {}
