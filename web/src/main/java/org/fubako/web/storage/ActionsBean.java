package org.fubako.web.storage;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fubako.storage.ActionResult;
import org.fubako.storage.ActionService;
import org.fubako.storage.ActionWish;
import org.fubako.storage.FilePath;
import org.fubako.storage.FolderNotice;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/** What is to be done by hand with the documents that are ticked. */
@Named("actions")
@RequestScoped
public class ActionsBean {

    @Inject
    CurrentCaller caller;

    @EJB
    ActionService service;

    private String recipients = "";
    private String language = "ja";
    private boolean virusCheck = true;
    private boolean thumbnail;
    private boolean givenOut;

    /** Starts anew. */
    void open() {
        language = Texts.current().locale().getLanguage();
    }

    List<ActionResult> run(List<FilePath> documents) {
        List<String> addresses = addresses(recipients);
        Optional<FolderNotice> notice = addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(FolderNotice.of(addresses, Locale.forLanguageTag(language)));
        return service.run(caller.require(), documents, new ActionWish(notice, virusCheck, thumbnail));
    }

    /** Mail addresses as people write them below or behind one another. */
    public static List<String> addresses(String typed) {
        return Arrays.stream(typed.split("[\\s,;]+"))
                .filter(address -> !address.isEmpty())
                .toList();
    }

    /** Whether something is to be done at once, besides giving out. */
    boolean isAny() {
        return virusCheck || thumbnail || !addresses(recipients).isEmpty();
    }

    /** Whether the page asks afterwards on what terms the documents are given out. */
    public boolean isGivenOut() {
        return givenOut;
    }

    public void setGivenOut(boolean givenOut) {
        this.givenOut = givenOut;
    }

    public String getRecipients() {
        return recipients;
    }

    public void setRecipients(String recipients) {
        this.recipients = Optional.ofNullable(recipients).orElse("");
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    public boolean isVirusCheck() {
        return virusCheck;
    }

    public void setVirusCheck(boolean virusCheck) {
        this.virusCheck = virusCheck;
    }

    public boolean isThumbnail() {
        return thumbnail;
    }

    public void setThumbnail(boolean thumbnail) {
        this.thumbnail = thumbnail;
    }
}
