package org.fubako.web.account;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.fubako.account.DevicePasswordService;
import org.fubako.account.DevicePasswordService.DeviceView;
import org.fubako.account.ProfileService;
import org.fubako.account.Scope;
import org.fubako.account.SessionService;
import org.fubako.account.SessionService.SessionView;
import org.fubako.account.TokenService;
import org.fubako.account.TokenService.TokenView;
import org.fubako.caller.AddressRanges;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.PostedId;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.ClientAddress;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.security.SessionCookie;

/** The page of one's own account: who one is, where one is signed in, and with what one's devices and programs sign in. */
@Named("myAccount")
@ViewScoped
public class MyAccountBean implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    ProfileService profile;

    @Inject
    SessionService sessions;

    @Inject
    DevicePasswordService devices;

    @Inject
    TokenService tokens;

    @Inject
    FileService files;

    @Inject
    SessionCookie cookie;

    @Inject
    ClientAddress addresses;

    @Inject
    ShownSecret shown;

    @Inject
    HttpServletRequest request;

    private String groups = "";
    private List<RoleRow> roles = List.of();
    private List<SessionRow> sessionRows = List.of();
    private List<SecretRow> deviceRows = List.of();
    private List<SecretRow> tokenRows = List.of();
    private Form form = new Form();
    private String picked = "";

    /** A role and what it allows, in words. */
    public record RoleRow(String name, String allows) implements Serializable {}

    /** A session of the list. */
    public record SessionRow(
            String id, String browser, String address, String started, String lastSeen, boolean current)
            implements Serializable {}

    /** A device password or a token of a list. */
    public record SecretRow(String id, String label, List<String> details, String expires, String lastUsed)
            implements Serializable {}

    /** For which doors a device password is. */
    public enum Doors {
        DAV(Surface.DAV),
        API(Surface.API),
        BOTH(Surface.DAV, Surface.API);

        private final Set<Surface> surfaces;

        Doors(Surface... surfaces) {
            this.surfaces = Set.of(surfaces);
        }

        static Doors of(Set<Surface> surfaces) {
            return Arrays.stream(values())
                    .filter(doors -> doors.surfaces.equals(surfaces))
                    .findFirst()
                    .orElse(BOTH);
        }
    }

    /** What stands in the dialog. */
    public static final class Form implements Serializable {

        private static final long serialVersionUID = 1L;

        private static final int USUAL_DAYS = 90;

        private final boolean token;
        private String label = "";
        private Doors doors = Doors.DAV;
        private boolean readOnly;
        private String folder = "";
        private String ranges = "";
        private int days = USUAL_DAYS;

        private Form() {
            this(true);
        }

        private Form(boolean token) {
            this.token = token;
        }

        private Scope scope() {
            return readOnly ? Scope.READ : Scope.WRITE;
        }

        private List<String> rangeList() {
            return Arrays.stream(ranges.split("[\\s,]+"))
                    .filter(range -> !range.isEmpty())
                    .toList();
        }

        public boolean isToken() {
            return token;
        }

        /** Whether it can be kept to one folder. */
        public boolean isConfinable() {
            return !token && doors == Doors.DAV;
        }

        public String getLabel() {
            return label;
        }

        public void setLabel(String label) {
            this.label = Optional.ofNullable(label).orElse("").strip();
        }

        public Doors getDoors() {
            return doors;
        }

        public void setDoors(Doors doors) {
            this.doors = doors;
        }

        public boolean isReadOnly() {
            return readOnly;
        }

        public void setReadOnly(boolean readOnly) {
            this.readOnly = readOnly;
        }

        public String getFolder() {
            return folder;
        }

        public void setFolder(String folder) {
            this.folder = Optional.ofNullable(folder).orElse("").strip();
        }

        public String getRanges() {
            return ranges;
        }

        public void setRanges(String ranges) {
            this.ranges = Optional.ofNullable(ranges).orElse("");
        }

        public int getDays() {
            return days;
        }

        public void setDays(int days) {
            this.days = days;
        }
    }

    /** Reads everything before anything is shown. */
    public void open() {
        Caller who = caller.require();
        Texts texts = Texts.current();
        groups = profile.groups(who).stream()
                .reduce((some, another) -> texts.get("account.and", some, another))
                .orElse("");
        roles = who.roles().stream()
                .sorted()
                .map(role -> new RoleRow(texts.get("role." + role), texts.get("role.does." + role)))
                .toList();
        readSessions();
        readDevices();
        readTokens();
    }

    private void readSessions() {
        Texts texts = Texts.current();
        Display display = display(texts);
        sessionRows = sessions.list(caller.require(), cookie.find(request)).stream()
                .map(session -> row(session, texts, display))
                .toList();
    }

    private static SessionRow row(SessionView session, Texts texts, Display display) {
        return new SessionRow(
                session.id().toString(),
                BrowserName.of(session.userAgent()).inWords(texts),
                session.address(),
                display.time(session.startedAt()),
                display.time(session.lastSeenAt()),
                session.current());
    }

    private Display display(Texts texts) {
        return new Display(texts.locale(), caller.require().zone());
    }

    private void readDevices() {
        Texts texts = Texts.current();
        Display display = display(texts);
        deviceRows = devices.list(caller.require()).stream()
                .map(device -> row(device, texts, display))
                .toList();
    }

    private static SecretRow row(DeviceView device, Texts texts, Display display) {
        List<String> details = new ArrayList<>();
        details.add(texts.get("account.doors." + Doors.of(device.doors())));
        device.folder().ifPresent(folder -> details.add(texts.get("account.below", folder)));
        details.addAll(limits(device.scope(), device.addresses(), texts));
        return new SecretRow(
                device.id().toString(),
                device.label(),
                details,
                device.expiresAt().map(display::time).orElse(texts.get("account.expires.never")),
                lastUsed(device.lastUsedAt(), device.lastAddress(), texts, display));
    }

    private static List<String> limits(Scope scope, AddressRanges ranges, Texts texts) {
        return Stream.of(
                        Optional.of(texts.get("account.scope." + scope)),
                        Optional.of(String.join(" ", ranges.written()))
                                .filter(written -> !written.isEmpty())
                                .map(written -> texts.get("account.from", written)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String lastUsed(Optional<Instant> at, Optional<String> address, Texts texts, Display display) {
        return at.map(time -> texts.get("account.lastUsed.from", display.time(time), address.orElse("?")))
                .orElse(texts.get("account.lastUsed.never"));
    }

    private void readTokens() {
        Texts texts = Texts.current();
        Display display = display(texts);
        tokenRows = tokens.list(caller.require()).stream()
                .map(token -> row(token, texts, display))
                .toList();
    }

    private static SecretRow row(TokenView token, Texts texts, Display display) {
        return new SecretRow(
                token.id().toString(),
                token.label(),
                limits(token.scope(), token.addresses(), texts),
                display.time(token.expiresAt()),
                lastUsed(token.lastUsedAt(), token.lastAddress(), texts, display));
    }

    public String getGroups() {
        return groups;
    }

    public List<RoleRow> getRoles() {
        return roles;
    }

    public List<SessionRow> getSessions() {
        return sessionRows;
    }

    public List<SecretRow> getDevices() {
        return deviceRows;
    }

    public List<SecretRow> getTokens() {
        return tokenRows;
    }

    /** What a program is to be given to reach the documents; the host is the one by which this page was reached. */
    public String getDavAddress() {
        String scheme = addresses.isSecure(request) ? "https" : "http";
        return scheme + "://" + request.getHeader("Host") + request.getContextPath() + "/dav/";
    }

    public void endSession(String wanted) {
        sessions.end(caller.require(), PostedId.parse(wanted));
        readSessions();
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("account.session.ended"));
    }

    public void endOthers() {
        int ended = sessions.endOthers(caller.require(), cookie.find(request));
        readSessions();
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("account.sessions.ended", ended));
    }

    public void startDevice() {
        start(new Form(false));
    }

    public void startToken() {
        start(new Form(true));
    }

    private void start(Form empty) {
        form = empty;
        Dialogs.show("makeDialog");
    }

    public Form getForm() {
        return form;
    }

    /** The page is signed in with a session, so this is somebody in person. */
    public void make() {
        Caller who = caller.requireInPerson();
        if (form.label.isEmpty()) {
            Dialogs.say(FacesMessage.SEVERITY_ERROR, Texts.current().get("account.label.missing"));
            return;
        }
        if (form.token) {
            TokenService.Wish wish = new TokenService.Wish(form.label, form.scope(), form.rangeList(), form.days);
            shown.show(tokens.create(who, wish).token(), true);
            readTokens();
        } else {
            shown.show(devices.create(who, wishedDevice(who)).password(), false);
            readDevices();
        }
        Dialogs.hide("makeDialog");
        Dialogs.show("shownDialog");
    }

    private DevicePasswordService.Wish wishedDevice(Caller who) {
        Optional<String> folder = Optional.of(form.folder)
                .filter(path -> form.isConfinable() && !path.isEmpty())
                .map(path -> files.describe(who, FilePath.parse(path)).path().toString());
        return new DevicePasswordService.Wish(
                form.label,
                form.doors.surfaces,
                form.scope(),
                folder,
                form.rangeList(),
                Optional.of(form.days).filter(days -> days != 0));
    }

    /** Asks before something is lost. */
    public void startEnd(String wanted) {
        picked = wanted;
        Dialogs.show("endDialog");
    }

    /** What is about to be ended; nothing before one was chosen. */
    public List<SecretRow> getPicked() {
        return Stream.concat(deviceRows.stream(), tokenRows.stream())
                .filter(row -> row.id().equals(picked))
                .toList();
    }

    public void end() {
        Caller who = caller.requireInPerson();
        UUID id = PostedId.parse(picked);
        String label = getPicked().stream().map(SecretRow::label).findFirst().orElse("");
        if (tokenRows.stream().anyMatch(row -> row.id().equals(picked))) {
            tokens.delete(who, id);
        } else {
            devices.delete(who, id);
        }
        readDevices();
        readTokens();
        Dialogs.hide("endDialog");
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("account.ended", label));
    }
}
