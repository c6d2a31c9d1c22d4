package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.link.LinkService;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.storage.DetailsBean;

/** The links in force to the document that the panel of details is about. */
@Named("documentLinks")
@RequestScoped
public class DocumentLinksBean {

    @Inject
    CurrentCaller caller;

    @EJB
    LinkService links;

    @Inject
    DetailsBean details;

    private Optional<List<LinkRow>> rows = Optional.empty();

    /** The newest first. */
    public List<LinkRow> getRows() {
        if (rows.isEmpty()) {
            Caller who = caller.require();
            Texts texts = Texts.current();
            Display display = new Display(texts.locale(), who.zone());
            rows = Optional.of(links.ofDocument(who, details.getItem().node().path()).stream()
                    .map(view -> LinkRow.of(view, texts, display))
                    .toList());
        }
        return rows.get();
    }
}
