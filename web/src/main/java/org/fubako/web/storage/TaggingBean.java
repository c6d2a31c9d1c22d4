package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fubako.caller.Caller;
import org.fubako.storage.FilePath;
import org.fubako.storage.TagService;
import org.fubako.web.security.CurrentCaller;

/** The dialog in which tags of one or several things are changed: those that all of them have are shown, and changed for all. */
@Named("tagging")
@RequestScoped
public class TaggingBean {

    private static final String BETWEEN = "/";

    @Inject
    CurrentCaller caller;

    @EJB
    TagService service;

    private List<String> common = List.of();
    private List<String> wanted = List.of();

    void open(List<FilePath> paths) {
        Caller who = caller.require();
        Set<String> shared = new LinkedHashSet<>(service.of(who, paths.get(0)));
        paths.stream().skip(1).forEach(path -> shared.retainAll(service.of(who, path)));
        common = List.copyOf(shared);
        wanted = new ArrayList<>(common);
    }

    /** Takes away what all had and nobody wants any more, adds what is wanted, and leaves alone what only some have. */
    void save(List<FilePath> paths) {
        Caller who = caller.require();
        for (FilePath path : paths) {
            Set<String> tags = new LinkedHashSet<>(service.of(who, path));
            tags.removeAll(common);
            tags.addAll(wanted);
            service.change(who, path, List.copyOf(tags));
        }
    }

    /** Tags in use that begin as what is typed. */
    public List<String> suggest(String typed) {
        return service.inUse(caller.require(), FilePath.ROOT, typed);
    }

    /** As the dialog has shown them first; no tag has the character between them. */
    public String getCommon() {
        return String.join(BETWEEN, common);
    }

    public void setCommon(String text) {
        common = text == null || text.isEmpty() ? List.of() : List.of(text.split(BETWEEN));
    }

    public List<String> getWanted() {
        return wanted;
    }

    public void setWanted(List<String> tags) {
        wanted = Optional.ofNullable(tags).orElse(List.of());
    }
}
