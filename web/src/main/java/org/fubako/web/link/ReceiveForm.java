package org.fubako.web.link;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fubako.link.ReceiveWish;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;

/** What is typed into the dialog that makes a receive folder. */
public class ReceiveForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final long MEBIBYTE = 1L << 20;

    private String folder = "";
    private String title = "";
    private String message = "";
    private String days = Integer.toString(ReceiveWish.DEFAULT_DAYS);
    private String files = Integer.toString(ReceiveWish.DEFAULT_FILES);
    private String each = Long.toString(ReceiveWish.DEFAULT_BYTES_EACH / MEBIBYTE);
    private String inAll = Long.toString(ReceiveWish.DEFAULT_BYTES_IN_ALL / MEBIBYTE);
    private String types = "";
    private boolean code;
    private String password = "";
    private String ranges = "";

    /** @param longest days that the tenant allows */
    static ReceiveForm of(String folder, int longest) {
        ReceiveForm form = new ReceiveForm();
        form.folder = folder;
        form.days = Integer.toString(Math.min(longest, ReceiveWish.DEFAULT_DAYS));
        return form;
    }

    ReceiveWish wish() {
        return new ReceiveWish(
                FilePath.parse(folder.strip()),
                title,
                message,
                (int) number("validDays", days),
                (int) number("mostFiles", files),
                number("bytesPerFile", each) * MEBIBYTE,
                number("bytesInAll", inAll) * MEBIBYTE,
                words(types),
                code,
                Optional.of(password).filter(text -> !text.isEmpty()),
                words(ranges));
    }

    private static long number(String what, String typed) {
        String digits = typed.strip();
        if (!digits.matches("\\d{1,7}")) {
            throw new Refusal(Problem.RECEIVE_TERMS, what + ": " + Refusal.shown(typed));
        }
        return Long.parseLong(digits);
    }

    private static List<String> words(String typed) {
        return Arrays.stream(typed.split("[\\s,;、，]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String text(String value) {
        return Optional.ofNullable(value).orElse("");
    }

    public String getFolder() {
        return folder;
    }

    public void setFolder(String folder) {
        this.folder = text(folder);
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = text(title);
    }

    public String getMessage() {
        return message;
    }

    public void setMessage(String message) {
        this.message = text(message);
    }

    public String getDays() {
        return days;
    }

    public void setDays(String days) {
        this.days = text(days);
    }

    public String getFiles() {
        return files;
    }

    public void setFiles(String files) {
        this.files = text(files);
    }

    public String getEach() {
        return each;
    }

    public void setEach(String each) {
        this.each = text(each);
    }

    public String getInAll() {
        return inAll;
    }

    public void setInAll(String inAll) {
        this.inAll = text(inAll);
    }

    public String getTypes() {
        return types;
    }

    public void setTypes(String types) {
        this.types = text(types);
    }

    public boolean isCode() {
        return code;
    }

    public void setCode(boolean code) {
        this.code = code;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = text(password);
    }

    public String getRanges() {
        return ranges;
    }

    public void setRanges(String ranges) {
        this.ranges = text(ranges);
    }
}
