package org.fubako.web.help;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.portal.Language;
import org.fubako.web.portal.PortalRoutes;

/** A page of the help, in the language of the portal. */
@Named("help")
@RequestScoped
public class HelpBean {

    @Inject
    HelpShelf shelf;

    @Inject
    HttpServletRequest request;

    private Optional<HelpPage> page = Optional.empty();

    /** @throws Refusal NOT_FOUND when there is no such page */
    public void open() {
        String name = PortalRoutes.helpPage(request);
        page = Optional.of(book().page(name.isEmpty() ? HelpBook.INDEX : name)
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, name)));
    }

    private HelpBook book() {
        return shelf.in(Language.of(request));
    }

    public String getTitle() {
        return page.map(HelpPage::title).orElse("");
    }

    public String getHtml() {
        return page.map(HelpPage::html).orElse("");
    }

    /** Of the page that leads to all others. */
    public String getIndexTitle() {
        return book().page(HelpBook.INDEX).map(HelpPage::title).orElse("");
    }

    /** All pages. */
    public List<HelpChapter> getChapters() {
        return book().chapters();
    }

    public boolean isShown(String name) {
        return page.filter(shown -> shown.name().equals(name)).isPresent();
    }

    /** Where a page is shown; empty leads to the index. */
    public String address(String name) {
        return PortalRoutes.HELP + name;
    }
}
