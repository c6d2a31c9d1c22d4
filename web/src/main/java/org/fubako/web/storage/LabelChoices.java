package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fubako.storage.FilePath;
import org.fubako.storage.Label;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.portal.Texts;
import org.fubako.web.rest.ApiText;

/** The labels that somebody may choose from, on pages. */
@RequestScoped
class LabelChoices {

    /** Stands for none of its own. */
    private static final String NONE = "";

    @Inject
    ShellBean shell;

    /** A label in the address of a text and in words; the value of none of its own is empty. */
    public record Choice(String value, String text) {}

    /** The one it has, and those that the caller may give it. */
    List<Choice> of(NodeView node) {
        Optional<Label> own = node.labels().own();
        boolean administered = isAdministered(node.path());
        return Stream.concat(
                        Stream.of(Optional.<Label>empty()),
                        Arrays.stream(Label.values()).map(Optional::of))
                .filter(label -> label.equals(own)
                        || (node.labels().isLoosenedBy(label) ? administered : node.may(Operation.EDIT_COMMENT)))
                .map(label -> new Choice(value(label), text(node, label)))
                .toList();
    }

    private boolean isAdministered(FilePath path) {
        return shell.spaceOf(path)
                .filter(space -> space.administered() || space.accessControlled())
                .isPresent();
    }

    private static String text(NodeView node, Optional<Label> label) {
        return label.map(LabelChoices::words).orElseGet(() -> Texts.current()
                .get("label.inherited", words(node.labels().inherited())));
    }

    static String words(Label label) {
        return Texts.current().get("label." + ApiText.kebab(label));
    }

    /** As it is chosen. */
    static String value(Optional<Label> own) {
        return own.map(ApiText::kebab).orElse(NONE);
    }

    static Optional<Label> parse(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(ApiText.requireConstant(Label.class, value, "label"));
    }
}
