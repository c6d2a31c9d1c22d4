package org.fubako.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.fubako.storage.UploadDropped;
import org.fubako.storage.UploadShown;

/** Writes down what becomes of what visitors send, in the transaction in which it does. */
@ApplicationScoped
class ReceiveArrivals {

    @Inject
    ReceiveRepository folders;

    @Inject
    ReceiveVisitRepository visits;

    void shown(@Observes UploadShown shown) {
        visits.end(shown.tenant(), shown.upload(), ReceiveFile.State.STORED).ifPresent(room -> {
            visits.setStored(shown.tenant(), shown.upload(), shown.document(), shown.name(), shown.sha256());
            folders.count(shown.tenant(), room.receive(), room.bytes());
        });
    }

    /** Others may hand in as much instead. */
    void dropped(@Observes UploadDropped dropped) {
        visits.end(dropped.tenant(), dropped.upload(), ReceiveFile.State.BROKEN)
                .ifPresent(room -> folders.giveBack(dropped.tenant(), room.receive(), room.bytes()));
    }
}
