package org.fubako.web.help;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fubako.web.portal.Language;
import org.fubako.web.portal.PortalRoutes;

/** The help in each language, made once. */
@ApplicationScoped
class HelpShelf {

    @Inject
    ServletContext portal;

    private Map<Locale, HelpBook> books = Map.of();

    @PostConstruct
    void read() {
        String root = portal.getContextPath() + PortalRoutes.HELP;
        books = Language.OFFERED.stream()
                .collect(Collectors.toMap(Function.identity(), language -> new HelpBook(language, root)));
    }

    HelpBook in(Locale language) {
        return books.get(language);
    }
}
