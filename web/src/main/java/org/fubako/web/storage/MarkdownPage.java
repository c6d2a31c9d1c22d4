package org.fubako.web.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.fubako.web.markdown.SafeMarkdown;

/**
 * Makes a page of Markdown that somebody has stored. HTML in it is shown and not obeyed, links lead to the web and to mail only,
 * pictures are their descriptions; and the policy of the page allows nothing either way.
 */
@ApplicationScoped
class MarkdownPage {

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { margin: .75rem; font: 90%/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
            h1, h2, h3, h4, h5, h6 { margin: 1.2em 0 .4em; line-height: 1.35; }
            h1 { font-size: 1.4rem; } h2 { font-size: 1.2rem; } h3 { font-size: 1.05rem; } h4, h5, h6 { font-size: 1rem; }
            body > :first-child { margin-top: 0; }
            pre, code { font-family: ui-monospace, monospace; font-size: .95em; }
            pre { padding: .6rem; overflow-x: auto; border: 1px solid #8886; border-radius: 4px; }
            table { border-collapse: collapse; }
            th, td { padding: .25rem .5rem; border: 1px solid #8886; }
            blockquote { margin-inline: 0; padding-inline-start: .8rem; border-inline-start: 3px solid #8886; }
            hr { border: 0; border-top: 1px solid #8886; }
            .note { padding: .4rem .6rem; border: 1px solid #8886; border-radius: 4px; }
            """;

    /** Links leave the frame by a window of their own; nothing else leaves it. */
    static final String POLICY =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'sha256-"
                    + sha256(STYLE) + "'";

    private final SafeMarkdown markdown = new SafeMarkdown(SafeMarkdown::webOnly);

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param note stands above it, when it is not empty */
    String of(String markdown, String name, String note) {
        return page(name, note.isEmpty() ? "" : paragraph(note), this.markdown.render(this.markdown.parse(markdown)));
    }

    /** A page that says only why there is nothing else on it. */
    String saying(String note, String name) {
        return page(name, paragraph(note), "");
    }

    private String page(String name, String before, String body) {
        return "<!DOCTYPE html>\n<html><head><meta charset=\"UTF-8\"><title>" + markdown.render(new Text(name))
                + "</title><style>" + STYLE + "</style></head><body>" + before + body + "</body></html>\n";
    }

    private String paragraph(String note) {
        Node paragraph = new Paragraph();
        paragraph.appendChild(new Text(note));
        return markdown.render(paragraph).replaceFirst("<p>", "<p class=\"note\">");
    }
}
