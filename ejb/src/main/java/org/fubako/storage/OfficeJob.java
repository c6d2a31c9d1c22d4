package org.fubako.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.fubako.job.Job;
import org.fubako.platform.TenantId;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.BlobStore;
import org.fubako.storage.blob.StagedBlob;

/** Turns the office documents into PDF that somebody wanted to look at. One that fails some times is left alone for a while. */
@ApplicationScoped
public class OfficeJob implements Job {

    static final String NAME = "office";

    private static final Logger LOG = System.getLogger(OfficeJob.class.getName());

    @EJB
    RenditionTransaction transaction;

    @Inject
    OfficeConverter converter;

    @Inject
    BlobStore blobs;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run() {
        if (converter.isThere()) {
            Optional<RenditionTransaction.Wanted> next = next();
            while (next.isPresent()) {
                make(next.get());
                next = next();
            }
        }
    }

    /** One at a time: what somebody waits for now may have come in since. */
    private Optional<RenditionTransaction.Wanted> next() {
        return transaction.wanted(RenditionKind.PDF).stream().findFirst();
    }

    private void make(RenditionTransaction.Wanted wanted) {
        Optional<BlobDescriptor> document = transaction.take(wanted);
        try {
            if (document.isPresent() && !convert(wanted, document.get())) {
                transaction.impossible(wanted);
            }
        } catch (IOException | RuntimeException failure) {
            // others wait behind it
            LOG.log(Level.WARNING, "no PDF of the office document " + wanted.content() + " this time", failure);
        }
    }

    private boolean convert(RenditionTransaction.Wanted wanted, BlobDescriptor document) throws IOException {
        TenantId tenant = wanted.tenant();
        try (JoinedContent content = new JoinedContent(blobs, tenant, List.of(document))) {
            return converter.convert(content, pdf -> {
                StagedBlob staged = blobs.stage(tenant, pdf, sha256 -> {});
                transaction.made(wanted, staged.descriptor());
            });
        }
    }
}
