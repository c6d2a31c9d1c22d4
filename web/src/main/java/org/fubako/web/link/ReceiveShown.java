package org.fubako.web.link;

import java.util.Optional;
import org.fubako.link.ReceiveVisits;
import org.fubako.platform.Refusal;

/**
 * What the page of a receive folder shows.
 *
 * @param page empty where the link is of no use
 * @param name what was typed into a form that was refused
 */
record ReceiveShown(Optional<ReceiveVisits.Page> page, Optional<Refusal> refusal, String name, String mail) {

    /** The attribute of the request in which it is. */
    static final String ATTRIBUTE = "fubako.receive";

    static final ReceiveShown CLOSED = new ReceiveShown(Optional.empty(), Optional.empty(), "", "");

    static ReceiveShown of(ReceiveVisits.Page page) {
        return new ReceiveShown(
                Optional.of(page),
                Optional.empty(),
                page.visitor().map(ReceiveVisits.Who::name).orElse(""),
                page.visitor().map(ReceiveVisits.Who::mail).orElse(""));
    }

    ReceiveShown refused(Refusal why, String typedName, String typedMail) {
        return new ReceiveShown(
                page, Optional.of(why), typedName.isEmpty() ? name : typedName, typedMail.isEmpty() ? mail : typedMail);
    }
}
