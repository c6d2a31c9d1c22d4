package org.fubako.web.link;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fubako.link.LinkService.NewLink;
import org.fubako.link.LinkView;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.Texts;

/** The text that somebody sends along with links that were just made; never with a password in it. */
record LinkTexts(Texts texts, Display display, String zone) {

    /** How many names are said before the rest becomes a number. */
    private static final int MOST_NAMED = 20;

    String of(List<NewLink> links) {
        LinkView first = links.get(0).view();
        String letter = texts.get(
                "give.letter",
                links.stream().map(this::documents).collect(Collectors.joining("\n\n")),
                display.time(first.expiresAt()),
                zone,
                first.maxDownloads());
        return letter
                + (first.guarded() ? "\n" + texts.get("give.letter.password") : "")
                + (first.recipients().isEmpty()
                        ? ""
                        : "\n" + texts.get("give.letter.code", String.join(", ", first.recipients())));
    }

    private String documents(NewLink link) {
        List<String> names = names(link.view());
        String named = IntStream.range(0, Math.min(MOST_NAMED, names.size()))
                .mapToObj(at -> texts.get("give.letter.item", names.get(at)))
                .collect(Collectors.joining("\n"));
        int more = names.size() - MOST_NAMED;
        return named + (more > 0 ? "\n" + texts.get("give.letter.more", more) : "") + "\n" + link.url();
    }

    /** Of its documents, without the way to them. */
    static List<String> names(LinkView link) {
        return link.paths().stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    static LinkTexts in(Locale language, Display display, String zone) {
        return new LinkTexts(new Texts(language), new Display(language, display.zone()), zone);
    }
}
