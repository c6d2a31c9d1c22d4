package org.fubako.web.account;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Period;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.fubako.account.PolicyService;
import org.fubako.account.PolicyService.Preview;
import org.fubako.account.PolicyService.ShutOut;
import org.fubako.account.SecondFactorService;
import org.fubako.caller.AddressRange;
import org.fubako.caller.Role;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.PasswordPolicy.Kind;
import org.fubako.tenant.PasswordPolicy.Style;
import org.fubako.tenant.Policies;
import org.fubako.tenant.SessionPolicy;
import org.fubako.tenant.TenantDirectory;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Display;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;
import org.fubako.web.tenant.LogoAddress;

/** The page on which a tenant decides what holds for all of its accounts. Each part of it is saved by itself. */
@Named("policies")
@ViewScoped
public class PoliciesBean implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String NO_LIFETIME = "none";

    @Inject
    CurrentCaller caller;

    @Inject
    PolicyService policies;

    @Inject
    SecondFactorService secondFactors;

    @Inject
    TenantDirectory tenants;

    private PasswordForm password = new PasswordForm();
    private SessionForm sessions = new SessionForm();
    private LinkForm links = new LinkForm();
    private int contractLinks;
    private Map<String, String> ranges = new LinkedHashMap<>();
    private String names = "";
    private boolean secondFactor;
    private Effect effect = new Effect(false, List.of(), 0, false);

    /** A line of those who would be shut out. */
    public record Row(String area, String account, String address, String time) implements Serializable {}

    /** What was found out about the ranges that are entered. */
    public record Effect(boolean known, List<Row> rows, int total, boolean you) implements Serializable {

        static Effect of(Preview preview, Texts texts, Display display) {
            return new Effect(
                    true,
                    preview.named().stream()
                            .map(one -> row(one, texts, display))
                            .toList(),
                    preview.total(),
                    preview.you());
        }

        private static Row row(ShutOut one, Texts texts, Display display) {
            return new Row(
                    texts.get("policies.area." + one.area().label()),
                    one.account(),
                    one.address(),
                    display.time(one.lastSeen()));
        }

        public boolean isHarmless() {
            return known && total == 0 && !you;
        }
    }

    /** What is entered about passwords. */
    public static final class PasswordForm implements Serializable {

        private static final long serialVersionUID = 1L;

        private Style style = Style.MODERN;
        private Integer shortest;
        private List<String> kinds = List.of();
        private boolean blocklist;
        private Integer lifetime;
        private String unit = NO_LIFETIME;
        private Integer remembered;
        private boolean mainPassword;

        static PasswordForm of(Policies policies) {
            PasswordPolicy policy = policies.password();
            PasswordForm form = new PasswordForm();
            form.style = policy.style();
            form.shortest = policy.shortest();
            form.kinds = policy.kinds().stream().sorted().map(Enum::name).collect(Collectors.toList());
            form.blocklist = policy.blocklist();
            policy.lifetime().map(Period::toString).ifPresent(text -> {
                form.unit = text.substring(text.length() - 1);
                form.lifetime = Integer.valueOf(text.substring(1, text.length() - 1));
            });
            form.remembered = policy.remembered();
            form.mainPassword = policies.mainPassword();
            return form;
        }

        private PasswordPolicy policy() {
            Set<Kind> wanted = EnumSet.noneOf(Kind.class);
            kinds.forEach(kind -> wanted.add(Kind.valueOf(kind)));
            return new PasswordPolicy(
                    style,
                    entered(shortest),
                    wanted,
                    blocklist,
                    period(),
                    Optional.ofNullable(remembered).orElse(0));
        }

        private Optional<Period> period() {
            if (unit.equals(NO_LIFETIME)) {
                return Optional.empty();
            }
            String written = "P" + entered(lifetime) + unit;
            return Optional.of(PasswordPolicy.lifetime(written)
                    .orElseThrow(() -> new Refusal(Problem.POLICY_OUT_OF_RANGE, "password.lifetime")));
        }

        public Style getStyle() {
            return style;
        }

        public void setStyle(Style style) {
            this.style = style;
        }

        public Integer getShortest() {
            return shortest;
        }

        public void setShortest(Integer shortest) {
            this.shortest = shortest;
        }

        public List<String> getKinds() {
            return kinds;
        }

        public void setKinds(List<String> kinds) {
            this.kinds = kinds;
        }

        public boolean isBlocklist() {
            return blocklist;
        }

        public void setBlocklist(boolean blocklist) {
            this.blocklist = blocklist;
        }

        public Integer getLifetime() {
            return lifetime;
        }

        public void setLifetime(Integer lifetime) {
            this.lifetime = lifetime;
        }

        public String getUnit() {
            return unit;
        }

        public void setUnit(String unit) {
            this.unit = unit;
        }

        public Integer getRemembered() {
            return remembered;
        }

        public void setRemembered(Integer remembered) {
            this.remembered = remembered;
        }

        public boolean isMainPassword() {
            return mainPassword;
        }

        public void setMainPassword(boolean mainPassword) {
            this.mainPassword = mainPassword;
        }
    }

    /** What is entered about sessions. */
    public static final class SessionForm implements Serializable {

        private static final long serialVersionUID = 1L;

        private Integer idle;
        private Integer longest;
        private Integer most;

        static SessionForm of(SessionPolicy policy) {
            SessionForm form = new SessionForm();
            form.idle = policy.idleMinutes().orElse(null);
            form.longest = policy.longestHours().orElse(null);
            form.most = policy.most();
            return form;
        }

        private SessionPolicy policy() {
            return new SessionPolicy(Optional.ofNullable(idle), Optional.ofNullable(longest), entered(most));
        }

        public Integer getIdle() {
            return idle;
        }

        public void setIdle(Integer idle) {
            this.idle = idle;
        }

        public Integer getLongest() {
            return longest;
        }

        public void setLongest(Integer longest) {
            this.longest = longest;
        }

        public Integer getMost() {
            return most;
        }

        public void setMost(Integer most) {
            this.most = most;
        }
    }

    /** Nothing is what no setting allows: the service says so. */
    static int entered(Integer number) {
        return Optional.ofNullable(number).orElse(-1);
    }

    /** Reads what holds before anything is shown; whoever may not see it gets an error page. */
    public void open() {
        show(policies.read(caller.require()));
    }

    private void show(Policies now) {
        password = PasswordForm.of(now);
        sessions = SessionForm.of(now.sessions());
        links = LinkForm.of(now.links());
        contractLinks = policies.contractLinks(caller.require());
        ranges = new LinkedHashMap<>();
        for (AddressArea area : AddressArea.values()) {
            ranges.put(
                    area.label(),
                    now.ranges(area).stream().map(AddressRange::toString).collect(Collectors.joining("\n")));
        }
        names = String.join("\n", now.forbiddenNames());
        secondFactor = secondFactors.isDemanded(caller.require());
        effect = new Effect(false, List.of(), 0, false);
    }

    public void saveSecondFactor() {
        secondFactors.demand(caller.requireInPerson(), secondFactor);
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("policies.saved"));
    }

    /** Whether an account without a second factor can do nothing but set one up. */
    public boolean isSecondFactor() {
        return secondFactor;
    }

    public void setSecondFactor(boolean secondFactor) {
        this.secondFactor = secondFactor;
    }

    public PasswordForm getPassword() {
        return password;
    }

    public SessionForm getSessions() {
        return sessions;
    }

    public LinkForm getLinks() {
        return links;
    }

    /** How many links may be in force at once by the contract, to be read. */
    public String getContractLinks() {
        return String.format(Texts.current().locale(), "%,d", contractLinks);
    }

    public String getTenantName() {
        return tenants.info(caller.require().tenant()).name();
    }

    /** Where the logo is; empty where there is none. */
    public String getLogo() {
        return LogoAddress.of(tenants.info(caller.require().tenant()).logo());
    }

    /** What is entered for each area, by its label. */
    public Map<String, String> getRanges() {
        return ranges;
    }

    public String getNames() {
        return names;
    }

    public void setNames(String names) {
        this.names = Optional.ofNullable(names).orElse("");
    }

    public Effect getEffect() {
        return effect;
    }

    /** Whether it may be changed how one signs in. */
    public boolean isSigningIn() {
        return caller.require().has(Role.MANAGE_ACCOUNTS);
    }

    /** Whether it may be changed from where one signs in, and which names are forbidden. */
    public boolean isControl() {
        return caller.require().has(Role.ACCESS_CONTROL);
    }

    /** Whether it may be changed what holds for links. */
    public boolean isLinkManager() {
        return caller.require().has(Role.MANAGE_LINKS);
    }

    public void savePasswords() {
        PasswordPolicy wanted = password.policy();
        save(now -> now.password(before -> wanted).withMainPassword(password.mainPassword));
    }

    public void saveSessions() {
        SessionPolicy wanted = sessions.policy();
        save(now -> now.sessions(before -> wanted));
    }

    public void saveNames() {
        List<String> wanted =
                names.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        save(now -> now.withForbiddenNames(wanted));
    }

    public void saveLinks() {
        LinkPolicy wanted = links.policy();
        save(now -> now.links(before -> wanted));
        links = LinkForm.of(wanted);
    }

    /** Finds out who would be shut out by what is entered. */
    public void check() {
        Texts texts = Texts.current();
        Display display = new Display(texts.locale(), caller.require().zone());
        effect = Effect.of(policies.preview(caller.require(), wanted()), texts, display);
    }

    /** Asks before somebody is shut out. */
    public void startAddresses() {
        check();
        if (effect.total() > 0 && !effect.you()) {
            Dialogs.show("shutOutDialog");
        } else {
            saveAddresses();
        }
    }

    public void saveAddresses() {
        Map<AddressArea, List<AddressRange>> wanted = wanted();
        save(now -> {
            Policies after = now;
            for (Map.Entry<AddressArea, List<AddressRange>> area : wanted.entrySet()) {
                after = after.withAddresses(area.getKey(), area.getValue());
            }
            return after;
        });
        Dialogs.hide("shutOutDialog");
    }

    private Map<AddressArea, List<AddressRange>> wanted() {
        Map<AddressArea, List<AddressRange>> wanted = new EnumMap<>(AddressArea.class);
        for (AddressArea area : AddressArea.values()) {
            String written = Optional.ofNullable(ranges.get(area.label())).orElse("");
            wanted.put(
                    area,
                    Policies.ranges(Arrays.stream(written.split("[\\s,]+"))
                            .filter(range -> !range.isEmpty())
                            .toList()));
        }
        return wanted;
    }

    /** What is entered in other parts of the page stays as it is there. */
    private void save(UnaryOperator<Policies> change) {
        policies.change(caller.require(), change);
        effect = new Effect(false, List.of(), 0, false);
        Dialogs.say(FacesMessage.SEVERITY_INFO, Texts.current().get("policies.saved"));
    }
}
