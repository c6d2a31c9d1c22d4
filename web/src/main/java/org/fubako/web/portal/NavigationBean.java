package org.fubako.web.portal;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.PartialViewContext;
import jakarta.faces.event.PhaseId;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fubako.storage.Expansion;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderBranch;
import org.fubako.storage.FolderTreeService;
import org.fubako.web.portal.NavigationLine.Here;
import org.fubako.web.portal.ShellBean.SpaceRow;
import org.fubako.web.security.CurrentCaller;
import org.omnifaces.model.tree.ListTreeModel;
import org.omnifaces.model.tree.TreeModel;

/** The tree of spaces and folders beside every page. Read when it is written and never before, so that it shows what a job has done. */
@Named("navigation")
@RequestScoped
public class NavigationBean {

    /** The part of the page that the tree is in. */
    private static final String PANEL = "spaces";

    /** Folders shown in one folder; of more, those that are open or lead to the page are shown too. */
    static final int SHOWN = 200;

    @Inject
    CurrentCaller caller;

    @EJB
    FolderTreeService trees;

    @Inject
    ShellBean shell;

    @Inject
    OpenedFolders opened;

    @Inject
    NameOrder names;

    @Inject
    HttpServletRequest request;

    private Optional<TreeModel<NavigationLine>> tree = Optional.empty();

    /** Whether the tree is to be written now; the components ask for it also when others of the page are. */
    public boolean isShown() {
        FacesContext faces = FacesContext.getCurrentInstance();
        PartialViewContext part = faces.getPartialViewContext();
        boolean asked = !part.isPartialRequest()
                || part.isRenderAll()
                || part.getRenderIds().contains(PANEL);
        return asked && faces.getCurrentPhaseId() == PhaseId.RENDER_RESPONSE;
    }

    /** The spaces, and below them what is open. */
    public TreeModel<NavigationLine> getTree() {
        if (tree.isEmpty()) {
            tree = Optional.of(read());
        }
        return tree.get();
    }

    private TreeModel<NavigationLine> read() {
        Here here = here();
        Expansion expansion = opened.along(here.path());
        TreeModel<NavigationLine> root = new ListTreeModel<>();
        for (SpaceRow space : shell.getSpaces()) {
            boolean open = expansion.isOpen(space.id(), space.path());
            TreeModel<NavigationLine> top = root.addChild(NavigationLine.of(space, open, here));
            if (open) {
                add(top, trees.tree(caller.require(), space.path(), expansion), here);
            }
        }
        return root;
    }

    private Here here() {
        boolean folder = PortalRoutes.isFolder(request);
        return folder || PortalRoutes.isTrash(request) ? new Here(PortalRoutes.path(request), folder) : Here.NOWHERE;
    }

    private void add(TreeModel<NavigationLine> parent, List<FolderBranch> branches, Here here) {
        List<FolderBranch> shown = shown(sorted(branches), here.path());
        for (FolderBranch branch : shown) {
            TreeModel<NavigationLine> node = parent.addChild(NavigationLine.of(branch, here));
            if (branch.open()) {
                add(node, branch.folders(), here);
            }
        }
        Texts texts = Texts.current();
        if (branches.isEmpty()) {
            parent.addChild(NavigationLine.word(texts.get("navigation.none"), ""));
        } else if (shown.size() < branches.size()) {
            String more = texts.get("navigation.more", branches.size() - shown.size());
            parent.addChild(NavigationLine.word(more, parent.getData().address()));
        }
    }

    private List<FolderBranch> sorted(List<FolderBranch> branches) {
        record Sorted(NameOrder.Key key, FolderBranch branch) {}
        return branches.stream()
                .map(branch -> new Sorted(names.key(branch.folder().name(), shell.getLocale()), branch))
                .sorted(Comparator.comparing(Sorted::key))
                .map(Sorted::branch)
                .toList();
    }

    /** The first of them, and those further down that one has opened or is in. */
    static List<FolderBranch> shown(List<FolderBranch> sorted, FilePath here) {
        return IntStream.range(0, sorted.size())
                .filter(at -> at < SHOWN || isKept(sorted.get(at), here))
                .mapToObj(sorted::get)
                .toList();
    }

    private static boolean isKept(FolderBranch branch, FilePath here) {
        return branch.open() || ShellBean.isWithin(here, branch.folder().path());
    }

    /** Opens or closes what the browser names. */
    public void toggle() {
        forEach("open", opened::open);
        forEach("close", opened::close);
    }

    private void forEach(String parameter, Consumer<UUID> job) {
        Stream.ofNullable(request.getParameter(parameter)).map(PostedId::parse).forEach(job);
    }
}
