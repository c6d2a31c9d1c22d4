package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.fubako.job.Job;
import org.fubako.platform.TenantId;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.BlobStore;
import org.fubako.storage.blob.StagedBlob;

/** Makes small pictures of what has come to folders that want them. What cannot be read is left alone. */
@ApplicationScoped
public class ThumbnailJob implements Job {

    static final String NAME = "thumbnail";

    @EJB
    RenditionTransaction transaction;

    @Inject
    BlobStore blobs;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run() {
        List<RenditionTransaction.Wanted> wanted = transaction.wanted(RenditionKind.THUMBNAIL);
        while (!wanted.isEmpty()) {
            wanted.forEach(this::make);
            wanted = transaction.wanted(RenditionKind.THUMBNAIL);
        }
    }

    private void make(RenditionTransaction.Wanted wanted) {
        transaction.take(wanted).ifPresent(picture -> {
            Optional<byte[]> small = ThumbnailMaker.make(read(wanted.tenant(), picture));
            if (small.isPresent()) {
                StagedBlob staged = blobs.stage(wanted.tenant(), new ByteArrayInputStream(small.get()), sha256 -> {});
                transaction.made(wanted, staged.descriptor());
            } else {
                transaction.impossible(wanted);
            }
        });
    }

    private byte[] read(TenantId tenant, BlobDescriptor blob) {
        try (JoinedContent content = new JoinedContent(blobs, tenant, List.of(blob))) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
