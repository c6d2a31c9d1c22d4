package org.fubako.web.markdown;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;

/**
 * Makes HTML of Markdown. HTML in it is shown and not obeyed, pictures are their descriptions, and links lead where whoever uses
 * this lets them; those to the web open a window of their own, those that lead nowhere are the text that they are.
 */
public final class SafeMarkdown {

    /** More than people write, and less than would take a thread's stack. */
    private static final int DEEPEST = 50;

    /** Addresses of other kinds run scripts, open other programs, or name something within the portal. */
    private static final Pattern WEB = Pattern.compile("(?i)(https?://|mailto:).*", Pattern.DOTALL);

    private final Parser parser;
    private final HtmlRenderer renderer;

    /** @param links gives the address of a link as it is to be written for the one in the Markdown; empty for none */
    public SafeMarkdown(UnaryOperator<String> links) {
        List<TablesExtension> extensions = List.of((TablesExtension) TablesExtension.create());
        parser = Parser.builder()
                .extensions(extensions)
                .maxOpenBlockParsers(DEEPEST)
                .maxInlineNesting(DEEPEST)
                .build();
        renderer = HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .urlSanitizer(new Links(links))
                .attributeProviderFactory(context -> windows())
                .nodeRendererFactory(Description::new)
                .build();
    }

    /** The address itself when it is one of the web or of mail, and else none. */
    public static String webOnly(String address) {
        return WEB.matcher(address).matches() ? address : "";
    }

    /** What a text says, in parts. */
    public Node parse(String markdown) {
        return parser.parse(markdown);
    }

    /** HTML of a text or of a part of one. */
    public String render(Node part) {
        return renderer.render(part);
    }

    private static AttributeProvider windows() {
        return (node, tag, attributes) -> {
            String address = attributes.getOrDefault("href", "");
            if (node instanceof Link && address.isEmpty()) {
                attributes.remove("href");
            } else if (node instanceof Link && !webOnly(address).isEmpty()) {
                attributes.put("target", "_blank");
                attributes.put("rel", "noopener noreferrer nofollow");
            }
        };
    }

    private record Links(UnaryOperator<String> allowed) implements UrlSanitizer {

        @Override
        public String sanitizeLinkUrl(String url) {
            return allowed.apply(url);
        }

        @Override
        public String sanitizeImageUrl(String url) {
            return "";
        }
    }

    /** A picture from elsewhere would tell its owner who reads this, and when. */
    private record Description(HtmlNodeRendererContext context) implements NodeRenderer {

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Image.class);
        }

        @Override
        public void render(Node picture) {
            for (Node part = picture.getFirstChild(); part != null; part = part.getNext()) {
                context.render(part);
            }
        }
    }
}
