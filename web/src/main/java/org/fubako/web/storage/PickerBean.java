package org.fubako.web.storage;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fubako.storage.Grant.PrincipalKind;
import org.fubako.storage.PrincipalService;
import org.fubako.storage.PrincipalView;
import org.fubako.web.portal.Texts;
import org.fubako.web.rest.ApiText;
import org.fubako.web.security.CurrentCaller;

/**
 * A list of accounts and groups in which some are ticked. It is narrowed by kind and by the beginning of the name; what was ticked
 * stays so while other parts of the list are shown.
 */
@Named("picker")
@ViewScoped
public class PickerBean implements Serializable {

    private static final int MOST_SHOWN = 100;

    @Inject
    CurrentCaller caller;

    @Inject
    PrincipalService principals;

    /** Of those who are ticked, more are not named one by one. */
    private static final int MOST_NAMED = 12;

    private boolean withEveryone;
    private boolean ofOneKind;
    private String kind = "";
    private String beginning = "";
    private List<Candidate> shown = List.of();
    private boolean more;
    private final Set<Candidate> ticked = new LinkedHashSet<>();
    private Set<Candidate> before = Set.of();

    /** Somebody who can be picked; everyone has no name. */
    public record Candidate(PrincipalKind kind, String name, String label) implements Serializable {

        static Candidate of(PrincipalView view, Texts texts) {
            String comment = view.comment().isEmpty() ? "" : " – " + view.comment();
            return new Candidate(view.kind(), view.name(), label(view.kind(), view.name(), texts) + comment);
        }

        static Candidate everyone(Texts texts) {
            return new Candidate(PrincipalKind.EVERYONE, "", label(PrincipalKind.EVERYONE, "", texts));
        }

        /** How somebody is called on all pages. */
        static String label(PrincipalKind kind, String name, Texts texts) {
            return switch (kind) {
                case ACCOUNT -> name;
                case GROUP -> texts.get("picker.group", name);
                case EVERYONE -> texts.get("picker.everyone");
            };
        }

        public String key() {
            return ApiText.kebab(kind) + ":" + name;
        }

        /** Whatever its comment says now, it is the same. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Candidate candidate && candidate.key().equals(key());
        }

        @Override
        public int hashCode() {
            return key().hashCode();
        }
    }

    /** Starts anew, with nobody ticked. */
    void start(boolean everyoneToo) {
        withEveryone = everyoneToo;
        ofOneKind = false;
        start("", List.of());
    }

    /** Starts anew with accounts alone, or groups alone, some of which are ticked. */
    public void start(PrincipalKind only, List<String> names) {
        withEveryone = false;
        ofOneKind = true;
        start(
                ApiText.kebab(only),
                names.stream().map(name -> new Candidate(only, name, "")).toList());
    }

    private void start(String wanted, List<Candidate> already) {
        kind = wanted;
        beginning = "";
        ticked.clear();
        ticked.addAll(already);
        before = Set.copyOf(already);
        find();
    }

    /** Shows who is asked for now. */
    public void find() {
        Texts texts = Texts.current();
        List<PrincipalView> found = principals.find(
                caller.require(),
                ApiText.constant(PrincipalKind.class, kind),
                beginning.strip(),
                Optional.empty(),
                MOST_SHOWN + 1);
        more = found.size() > MOST_SHOWN;
        List<Candidate> candidates = new ArrayList<>();
        if (withEveryone && kind.isEmpty() && beginning.isBlank()) {
            candidates.add(Candidate.everyone(texts));
        }
        found.stream().limit(MOST_SHOWN).map(view -> Candidate.of(view, texts)).forEach(candidates::add);
        shown = candidates;
    }

    public List<Candidate> getShown() {
        return shown;
    }

    public boolean isMore() {
        return more;
    }

    /** The keys of those who are shown and ticked. */
    public List<String> getTicks() {
        return shown.stream().filter(ticked::contains).map(Candidate::key).toList();
    }

    public void setTicks(List<String> keys) {
        ticked.removeAll(Set.copyOf(shown));
        shown.stream().filter(one -> keys.contains(one.key())).forEach(ticked::add);
    }

    /** All who are ticked, be they shown or not. */
    List<Candidate> picked() {
        return List.copyOf(ticked);
    }

    /** Names of those who were ticked at the start and still are. */
    public List<String> kept() {
        return before.stream()
                .filter(ticked::contains)
                .map(Candidate::name)
                .sorted()
                .toList();
    }

    /** Names of those who are ticked now and were not at the start. */
    public List<String> added() {
        return ticked.stream()
                .filter(one -> !before.contains(one))
                .map(Candidate::name)
                .toList();
    }

    /** Names of those who were ticked at the start and are not now. */
    public List<String> removed() {
        return before.stream()
                .filter(one -> !ticked.contains(one))
                .map(Candidate::name)
                .sorted()
                .toList();
    }

    /** Whether only accounts, or only groups, are offered. */
    public boolean isOfOneKind() {
        return ofOneKind;
    }

    public int getCount() {
        return ticked.size();
    }

    public String getNames() {
        return named(ticked.stream().toList());
    }

    /** What is different from the start. */
    public String getAdded() {
        return named(ticked.stream().filter(one -> !before.contains(one)).toList());
    }

    public String getRemoved() {
        return named(before.stream().filter(one -> !ticked.contains(one)).toList());
    }

    private static String named(List<Candidate> some) {
        Texts texts = Texts.current();
        String names = some.stream()
                .limit(MOST_NAMED)
                .map(one -> Candidate.label(one.kind(), one.name(), texts))
                .collect(Collectors.joining(", "));
        return some.size() > MOST_NAMED ? names + " …" : names;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = Optional.ofNullable(kind).orElse("");
    }

    public String getBeginning() {
        return beginning;
    }

    public void setBeginning(String beginning) {
        this.beginning = Optional.ofNullable(beginning).orElse("");
    }
}
