package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.faces.application.FacesMessage;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.ActionResult;
import org.fubako.storage.Conditions;
import org.fubako.storage.Extent;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.LabelService;
import org.fubako.storage.LockService;
import org.fubako.storage.LockView;
import org.fubako.storage.NodeView;
import org.fubako.storage.SpaceView;
import org.fubako.storage.StarService;
import org.fubako.storage.TrashService;
import org.fubako.storage.VirusCheck;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.ShellBean;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.primefaces.PrimeFaces;

/**
 * What is done with what is chosen in a list. A job that went well says so in a note that offers to take it back where that is possible;
 * one of which something was refused shows what became of each item.
 */
@Named("jobs")
@RequestScoped
public class JobsBean {

    /** What a list and all that shows its state is made of. */
    private static final String[] LIST = {"files:list", "files:chosen", "spaces", "detailsPanel"};

    @Inject
    CurrentCaller caller;

    @EJB
    FileService files;

    @EJB
    LabelService labels;

    @EJB
    LockService locks;

    @EJB
    StarService stars;

    @EJB
    TrashService trash;

    @Inject
    Chosen chosen;

    @Inject
    FolderBean folder;

    @Inject
    TargetBean target;

    @Inject
    ActionsBean actions;

    @Inject
    RevisionsBean revisions;

    @Inject
    TaggingBean tagging;

    @Inject
    LabellingBean labelling;

    @Inject
    Event<GiveOutWanted> giving;

    @Inject
    ShellBean shell;

    @Inject
    HttpServletRequest request;

    private Picked picked = Picked.NOTHING;
    private Extent lost = Extent.NOTHING;
    private List<Remark> remarks = List.of();
    private Optional<FilePath> goal = Optional.empty();
    private String comment = "";
    private String done = "";
    private Undo undo = Undo.NONE;

    private static Texts texts() {
        return Texts.current();
    }

    private Display display() {
        return new Display(texts().locale(), caller.require().zone());
    }

    private void pick() {
        if (chosen.getRows().isEmpty()) {
            throw gone();
        }
        picked = Picked.of(chosen.getRows());
    }

    private static Refusal gone() {
        return new Refusal(Problem.NOT_FOUND, "");
    }

    private FilePath pickedOne() {
        return picked.paths().stream().findFirst().orElseThrow(JobsBean::gone);
    }

    // At once

    /** Keeps the document that is chosen from being changed by others. */
    public void lock() {
        FilePath document = chosen.one().node().path();
        LockView lock = locks.hold(caller.require(), document);
        chosen.source().reread();
        inform("files.nowLocked", document.name(), display().time(lock.expiresAt()));
    }

    public void unlock() {
        FilePath document = chosen.one().node().path();
        locks.release(caller.require(), document);
        chosen.source().reread();
        inform("files.nowUnlocked", document.name());
    }

    public void star() {
        pick();
        picked.paths().forEach(path -> stars.star(caller.require(), path));
        chosen.source().reread();
        inform("files.nowStarred", picked.paths().size(), pickedOne().name());
    }

    public void unstar() {
        pick();
        picked.paths().forEach(path -> stars.unstar(caller.require(), path));
        chosen.source().reread();
        inform("files.nowUnstarred", picked.paths().size(), pickedOne().name());
    }

    private static void inform(String key, Object... values) {
        Dialogs.say(FacesMessage.SEVERITY_INFO, texts().get(key, values));
    }

    /**
     * Gives one thing another name, typed in the list itself. What was typed stays there when it is refused, and the reason goes beside
     * it.
     */
    public void rename() {
        try {
            FolderRow row = chosen.source().rows(List.of(parameter("key"))).stream()
                    .findFirst()
                    .orElseThrow(JobsBean::gone);
            if (!row.getName().equals(parameter("was"))) {
                throw new Refusal(Problem.CHANGED_MEANWHILE, parameter("was"));
            }
            String name = Names.typed(parameter("name"));
            NodeView renamed = files.rename(caller.require(), row.node().path(), name, Conditions.NONE);
            finish();
            inform("files.renamed", renamed.name());
        } catch (RuntimeException failure) {
            Refusal refusal = Failures.refusalIn(failure).orElseThrow(() -> failure);
            PrimeFaces.current().ajax().addCallbackParam("problem", texts().problem(refusal));
        }
    }

    private String parameter(String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    private void finish() {
        chosen.source().reread();
        PrimeFaces.current().ajax().update(LIST);
    }

    // By a dialog

    public void startComment() {
        pick();
        comment = chosen.one().getComment();
        Dialogs.show("commentDialog");
    }

    public void saveComment() {
        files.editComment(caller.require(), pickedOne(), comment.strip());
        chosen.source().reread();
        Dialogs.hide("commentDialog");
        inform("comment.saved", pickedOne().name());
    }

    public void startRevisions() {
        startRevisions(chosen.one());
    }

    public void startRevisions(FolderRow row) {
        revisions.open(row.node(), display());
        Dialogs.show("revisionsDialog");
    }

    public void restoreRevision(int number) {
        revisions.restore(number);
        chosen.source().reread();
        Dialogs.hide("revisionsDialog");
        inform("revisions.restored", revisions.getName());
    }

    /** The tags that all of it has, to be changed for all. */
    public void startTags() {
        pick();
        tagging.open(picked.paths());
        Dialogs.show("tagsDialog");
    }

    public void saveTags() {
        tagging.save(picked.paths());
        chosen.source().reread();
        Dialogs.hide("tagsDialog");
        inform("tags.saved", picked.paths().size(), pickedOne().name());
    }

    public void startLabel() {
        pick();
        labelling.open(chosen.getRows().stream().map(FolderRow::node).toList());
        Dialogs.show("labelDialog");
    }

    /** Where it is refused, the result says why. */
    public void saveLabel() {
        Caller who = caller.require();
        each(Undo.Kind.NONE, item -> {
            labels.change(who, item, labelling.wanted());
            return new Undo.Step(item, item);
        });
        tell("done.labelled", Undo.NONE, "");
        Dialogs.hide("labelDialog");
    }

    public void startActions() {
        pick();
        actions.open();
        Dialogs.show("actionsDialog");
    }

    /** Runs them on what was picked, and says what came of it. */
    public void runActions() {
        if (actions.isAny() || !actions.isGivenOut()) {
            List<ActionResult> results = actions.run(picked.paths());
            remarks = results.stream().map(JobsBean::remark).toList();
            chosen.source().reread();
            Dialogs.show("resultDialog");
        }
        Dialogs.hide("actionsDialog");
        if (actions.isGivenOut()) {
            giving.fire(new GiveOutWanted(picked.paths()));
        }
    }

    private static Remark remark(ActionResult result) {
        boolean infected = result.virusCheck() == VirusCheck.INFECTED;
        String text = infected ? texts().get("virus.infected") : "";
        return new Remark(result.path().name(), text);
    }

    public void startMove() {
        startTarget(false);
    }

    public void startCopy() {
        startTarget(true);
    }

    private void startTarget(boolean copying) {
        pick();
        target.start(copying, pickedOne().parent(), picked.paths());
        Dialogs.show("targetDialog");
    }

    /** Moves or copies, whichever was begun, to where the tree says. */
    public void transfer() {
        if (target.path().isEmpty()) {
            Dialogs.say(FacesMessage.SEVERITY_ERROR, texts().get("target.missing"));
            return;
        }
        transfer(target.path().get(), target.isCopying());
        Dialogs.hide("targetDialog");
    }

    /** The same for what was dragged onto a folder. */
    public void drop() {
        List<String> keys = Arrays.asList(parameter("keys").split(","));
        picked = Picked.of(chosen.source().rows(keys));
        if (picked.paths().isEmpty()) {
            throw gone();
        }
        transfer(FilePath.parse(parameter("into")), Boolean.parseBoolean(parameter("copying")));
    }

    private void transfer(FilePath into, boolean copying) {
        Caller who = caller.require();
        Undo undoing = each(Undo.Kind.MOVE_BACK, from -> {
            FilePath to = into.child(from.name());
            if (copying) {
                files.copy(who, from, to, false, true, Conditions.NONE);
            } else {
                files.move(who, from, to, false, Conditions.NONE);
            }
            return new Undo.Step(to, from);
        });
        goal = Optional.of(into).filter(there -> remarks.stream().anyMatch(Remark::done));
        tell(copying ? "done.copied" : "done.moved", copying ? Undo.NONE : undoing, FolderRow.label(into, texts()));
    }

    /** Into the trash at once; where nothing brings it back, only after it was said what would be lost. */
    public void startDelete() {
        pick();
        if (chosen.isTrashed()) {
            Caller who = caller.require();
            Undo undoing = each(Undo.Kind.RESTORE, item -> {
                FilePath space = shell.spaceOf(item).map(SpaceView::path).orElseThrow(JobsBean::gone);
                String id = files.describe(who, item).id().toString();
                files.delete(who, item, Conditions.NONE);
                return new Undo.Step(space.child(id), item);
            });
            tell("done.trashed", undoing, "");
        } else {
            lost = picked.paths().stream()
                    .map(item -> files.extent(caller.require(), item))
                    .reduce(Extent.NOTHING, Extent::plus);
            Dialogs.show("deleteDialog");
        }
    }

    public void delete() {
        Caller who = caller.require();
        each(Undo.Kind.NONE, item -> {
            files.delete(who, item, Conditions.NONE);
            return new Undo.Step(item, item);
        });
        tell("done.deleted", Undo.NONE, "");
        Dialogs.hide("deleteDialog");
    }

    /**
     * One item that is refused does not stop the others; the result says what became of each.
     *
     * @return how those that were done are taken back
     */
    private Undo each(Undo.Kind kind, Function<FilePath, Undo.Step> job) {
        List<Undo.Step> steps = new ArrayList<>();
        remarks = picked.paths().stream()
                .map(item -> new Remark(item.name(), attempt(() -> steps.add(job.apply(item)))))
                .toList();
        chosen.source().reread();
        return steps.isEmpty() ? Undo.NONE : new Undo(kind, steps);
    }

    private static String attempt(Runnable job) {
        try {
            job.run();
            return "";
        } catch (RuntimeException failure) {
            return texts().problem(Failures.refusalIn(failure).orElseThrow(() -> failure));
        }
    }

    /** Says what was done in the note, and what was refused in a dialog. */
    private void tell(String key, Undo undoing, String where) {
        long count = remarks.stream().filter(Remark::done).count();
        if (count > 0) {
            String name = remarks.stream()
                    .filter(Remark::done)
                    .map(Remark::name)
                    .findFirst()
                    .orElse("");
            done = texts().get(key, count, name, where);
            undo = undoing;
        }
        if (getRefusedCount() > 0) {
            Dialogs.show("resultDialog");
        }
        PrimeFaces.current().ajax().update(LIST);
        PrimeFaces.current().ajax().update("doneForm", "resultForm");
    }

    // Taking back

    /** Takes back what the note has told of. */
    public void undo() {
        Undo taken = Undo.parse(parameter("undoing"));
        Caller who = caller.require();
        remarks = taken.steps().stream()
                .map(step -> new Remark(step.to().name(), attempt(() -> takeBack(who, taken.kind(), step))))
                .toList();
        chosen.source().reread();
        goal = Optional.empty();
        tell("done.undone", Undo.NONE, "");
    }

    private void takeBack(Caller who, Undo.Kind kind, Undo.Step step) {
        if (kind == Undo.Kind.RESTORE) {
            trash.takeBack(who, step.from().parent(), PostedId.parse(step.from().name()));
        } else {
            files.move(who, step.from(), step.to(), false, Conditions.NONE);
        }
    }

    // Form fields and results

    public String getPicked() {
        return picked.text();
    }

    public void setPicked(String text) {
        picked = Picked.parse(Optional.ofNullable(text).orElse(""));
    }

    public List<String> getPickedNames() {
        return picked.names().toList();
    }

    public int getPickedCount() {
        return picked.paths().size();
    }

    /** What a deletion of what is picked takes away, in words. */
    public String getLost() {
        return texts().get(
                        "delete.lost",
                        lost.documents(),
                        lost.folders(),
                        display().size(lost.bytes()));
    }

    public String getComment() {
        return comment;
    }

    public void setComment(String comment) {
        this.comment = Optional.ofNullable(comment).orElse("");
    }

    public List<Remark> getRemarks() {
        return remarks;
    }

    public long getRefusedCount() {
        return remarks.stream().filter(remark -> !remark.done()).count();
    }

    /** Where moved or copied things are now. */
    public FolderBean.Crumb getGoal() {
        return goal.map(folder::crumb).orElse(new FolderBean.Crumb("", "", ""));
    }

    /** What went well, in words; empty when nothing is to be told. */
    public String getDone() {
        return done;
    }

    public String getUndo() {
        return undo.text();
    }
}
