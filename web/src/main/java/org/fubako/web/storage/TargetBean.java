package org.fubako.web.storage;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.fubako.caller.Caller;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.NodeView;
import org.fubako.storage.Operation;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.primefaces.event.NodeExpandEvent;
import org.primefaces.model.DefaultTreeNode;
import org.primefaces.model.TreeNode;

/** The tree in which the target of a move or copy is picked. Reads a folder only when it is opened. */
@Named("target")
@ViewScoped
public class TargetBean implements Serializable {

    private static final String LOADING = "";

    @Inject
    CurrentCaller caller;

    @Inject
    FileService files;

    private TreeNode<Target> root;
    private TreeNode<Target> chosen;
    private List<String> excluded = List.of();
    private String current = "";
    private boolean copying;

    /** A folder in the tree. */
    public record Target(String path, String label) implements Serializable {}

    /** Starts anew. The current folder and the chosen folders with all below them cannot be targets. */
    void start(boolean copies, FilePath here, List<FilePath> moved) {
        copying = copies;
        current = here.toString();
        excluded = moved.stream().map(FilePath::toString).toList();
        chosen = null;
        root = new DefaultTreeNode<>(new Target("/", ""), null);
        openTo(here);
    }

    /** Shows what lies around the current folder, because that is where most things go. */
    private void openTo(FilePath here) {
        TreeNode<Target> at = root;
        load(at);
        for (int depth = 1; depth <= here.segments().size(); depth++) {
            String step = new FilePath(here.segments().subList(0, depth)).toString();
            Optional<TreeNode<Target>> next = at.getChildren().stream()
                    .filter(node -> node.getData().path().equals(step))
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            at = next.get();
            at.setExpanded(true);
            load(at);
        }
    }

    public void expand(NodeExpandEvent event) {
        @SuppressWarnings("unchecked") // the tree holds nothing else
        TreeNode<Target> node = event.getTreeNode();
        load(node);
    }

    private void load(TreeNode<Target> parent) {
        FilePath path = FilePath.parse(parent.getData().path());
        Caller who = caller.require();
        parent.getChildren().clear();
        files.folders(who, path).stream()
                .filter(folder -> !excluded.contains(folder.path().toString()))
                // a list of spaces does not say what may be done in them
                .map(folder -> folder.fixed() ? files.describe(who, folder.path()) : folder)
                .forEach(folder -> add(parent, folder));
    }

    private void add(TreeNode<Target> parent, NodeView folder) {
        String path = folder.path().toString();
        TreeNode<Target> node =
                new DefaultTreeNode<>(new Target(path, FolderRow.label(folder.path(), Texts.current())), parent);
        node.setSelectable(!path.equals(current) && folder.may(Operation.UPLOAD_FILE));
        // So that it can be opened; replaced by what is there when it is.
        new DefaultTreeNode<>(new Target(path, LOADING), node);
    }

    Optional<FilePath> path() {
        return Optional.ofNullable(chosen)
                .map(node -> FilePath.parse(node.getData().path()));
    }

    public TreeNode<Target> getRoot() {
        return root;
    }

    public TreeNode<Target> getChosen() {
        return chosen;
    }

    public void setChosen(TreeNode<Target> chosen) {
        this.chosen = chosen;
    }

    public boolean isCopying() {
        return copying;
    }
}
