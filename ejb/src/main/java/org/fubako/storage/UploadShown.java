package org.fubako.storage;

import java.util.UUID;
import org.fubako.platform.TenantId;

/**
 * An event: an upload that was held has become a document. It is fired within the transaction that shows it.
 *
 * @param sha256 of the content, 32 bytes
 */
public record UploadShown(TenantId tenant, UUID upload, UUID document, String name, long length, byte[] sha256) {}
