package org.fubako.web.storage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fubako.storage.Label;
import org.fubako.storage.NodeView;
import org.fubako.web.portal.Texts;

/** The dialog in which one or several things get the same label of their own. */
@Named("labelling")
@RequestScoped
public class LabellingBean {

    @Inject
    LabelChoices choices;

    private String label = "";

    /** What all of it may be given; before that is known everything, and the service decides. */
    private Optional<List<String>> offered = Optional.empty();

    /** Begins with the strictest that one of them has. */
    void open(List<NodeView> nodes) {
        label = LabelChoices.value(nodes.stream()
                .map(node -> node.labels().own())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder()));
        offered = Optional.of(values().filter(value -> nodes.stream().allMatch(node -> choices.of(node).stream()
                        .anyMatch(choice -> choice.value().equals(value))))
                .toList());
    }

    private static Stream<String> values() {
        return Stream.concat(
                        Stream.of(Optional.<Label>empty()),
                        Arrays.stream(Label.values()).map(Optional::of))
                .map(LabelChoices::value);
    }

    Optional<Label> wanted() {
        return LabelChoices.parse(label);
    }

    public List<LabelChoices.Choice> getChoices() {
        Texts texts = Texts.current();
        return values().map(value ->
                        new LabelChoices.Choice(value, texts.get(value.isEmpty() ? "label.none" : "label." + value)))
                .toList();
    }

    public boolean isOffered(String value) {
        return offered.map(values -> values.contains(value)).orElse(true);
    }

    /** As it is chosen; empty for none. */
    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = Optional.ofNullable(label).orElse("");
    }
}
