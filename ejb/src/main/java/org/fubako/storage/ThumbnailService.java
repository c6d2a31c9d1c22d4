package org.fubako.storage;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.caller.Caller;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.BlobStore;

/** Small pictures of pictures, for those who may fetch these. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ThumbnailService {

    @Inject
    NodeAccess access;

    @Inject
    Thumbnails thumbnails;

    @Inject
    BlobStore blobs;

    /** A png; empty when there is none. */
    public Optional<byte[]> find(Caller caller, FilePath document) {
        Place place = access.openDocument(caller, document, Operation.DOWNLOAD, Action.DOWNLOAD);
        return thumbnails.find(place.node()).map(blob -> read(caller, blob));
    }

    private byte[] read(Caller caller, BlobDescriptor blob) {
        try (JoinedContent content = new JoinedContent(blobs, caller.tenant(), List.of(blob))) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the documents directly in a folder of which there is one; nobody, where nothing may be fetched. */
    public Set<UUID> within(Caller caller, FilePath folder) {
        Place place = access.openFolder(caller, folder, Operation.LIST, Action.ACCESS);
        return place.allowed().contains(Operation.DOWNLOAD) ? thumbnails.within(place.node()) : Set.of();
    }
}
