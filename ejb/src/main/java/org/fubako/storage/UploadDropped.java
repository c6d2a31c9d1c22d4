package org.fubako.storage;

import java.util.UUID;
import org.fubako.platform.TenantId;

/** An event: an upload that was held has been thrown away before it became a document; fired within the transaction that does it. */
public record UploadDropped(TenantId tenant, UUID upload) {}
