package org.fubako.web.link;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.fubako.link.LinkState;
import org.fubako.link.LinkView;
import org.fubako.storage.FilePath;
import org.fubako.storage.SpaceKind;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.Texts;
import org.fubako.web.storage.FolderRow;

/**
 * A line of a list of one-time URLs, in words.
 *
 * @param spaces in which the documents lay when it was issued
 * @param file the name of the first document, and how many there are more
 * @param end why it is not in force any more and since when; empty while it is
 * @param protection what the visitor has to know, to prove, or where to be
 */
public record LinkRow(
        String id,
        String issuer,
        String issued,
        String expires,
        String spaces,
        String file,
        List<String> paths,
        int allowed,
        int used,
        List<String> protection,
        List<String> recipients,
        List<String> addresses,
        boolean valid,
        String state,
        String end)
        implements Serializable {

    static LinkRow of(LinkView view, Texts texts, Display display) {
        List<String> names = LinkTexts.names(view);
        return new LinkRow(
                view.id().toString(),
                view.issuer(),
                display.time(view.issuedAt()),
                display.time(view.expiresAt()),
                String.join(
                        ", ",
                        view.paths().stream()
                                .map(path -> space(path, texts))
                                .distinct()
                                .toList()),
                names.size() == 1 ? names.get(0) : texts.get("links.more", names.get(0), names.size() - 1),
                new ArrayList<>(view.paths()),
                view.maxDownloads(),
                view.downloads(),
                protection(view, texts),
                new ArrayList<>(view.recipients()),
                view.addresses().written(),
                view.state().isValid(),
                texts.get("links.state." + view.state()),
                end(view, texts, display));
    }

    /** The space of a path; of one that has a name of its own, that. */
    private static String space(String path, Texts texts) {
        FilePath whole = FilePath.parse(path);
        boolean named = List.of(SpaceKind.GROUP.segment(), SpaceKind.PROJECT.segment())
                .contains(whole.segments().get(0));
        return FolderRow.label(
                new FilePath(whole.segments()
                        .subList(0, Math.min(named ? 2 : 1, whole.segments().size()))),
                texts);
    }

    private static List<String> protection(LinkView view, Texts texts) {
        List<String> said = new ArrayList<>();
        if (view.guarded()) {
            said.add(texts.get("links.protection.password"));
        }
        if (!view.recipients().isEmpty()) {
            said.add(texts.get("links.protection.code"));
        }
        if (!view.addresses().ranges().isEmpty()) {
            said.add(texts.get("links.protection.addresses"));
        }
        return said.isEmpty() ? List.of(texts.get("links.protection.none")) : said;
    }

    private static String end(LinkView view, Texts texts, Display display) {
        if (view.state() == LinkState.STOPPED) {
            return texts.get(
                    "links.stopped",
                    view.endedAt().map(display::time).orElse(""),
                    view.stoppedBy().orElse(""));
        }
        return view.endedAt().map(display::time).orElse("");
    }
}
