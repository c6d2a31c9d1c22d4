package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import org.fubako.caller.Caller;
import org.fubako.job.Bell;
import org.fubako.platform.IdSource;

/** Writes down what arrives in folders that tell of it or give it out, in the transaction in which it arrives. */
@ApplicationScoped
class FolderNews {

    @Inject
    NoticeRepository notices;

    @Inject
    NoticeSettings settings;

    @Inject
    Bell bell;

    @Inject
    Event<OneTimeUrlWanted> oneTimeUrls;

    @Inject
    IdSource ids;

    @Inject
    Clock clock;

    /** Something was uploaded to the folder, copied or moved into it. */
    void arrived(Caller caller, Node folder, Node what) {
        if (folder.settings().notice()) {
            notices.add(
                    folder,
                    new NoticeRepository.News(
                            ids.next(), what.name(), what.length(), caller.accountName(), clock.instant()));
            bell.ringAfterCommit(NoticeJob.NAME, settings.quiet().plusSeconds(1));
        }
        if (folder.settings().oneTimeUrl() && !what.isFolder()) {
            oneTimeUrls.fire(new OneTimeUrlWanted(caller, what.id()));
        }
    }
}
