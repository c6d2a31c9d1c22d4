package org.fubako.tenant;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.fubako.caller.AddressRange;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * What a tenant has decided for all of its accounts.
 *
 * @param mainPassword whether WebDAV and API accept the password of an account
 * @param addresses from where an area may be used; an area without ranges may be used from everywhere
 * @param forbiddenNames patterns of names that nothing new may have
 * @param links what holds for links to documents and for receive folders
 */
public record Policies(
        PasswordPolicy password,
        SessionPolicy sessions,
        boolean mainPassword,
        Map<AddressArea, List<AddressRange>> addresses,
        List<String> forbiddenNames,
        LinkPolicy links) {

    public static final Policies DEFAULT = new Policies(
            PasswordPolicy.DEFAULT, SessionPolicy.DEFAULT, true, Map.of(), List.of(".ht*", ".dx*"), LinkPolicy.DEFAULT);

    public Policies {
        Map<AddressArea, List<AddressRange>> some = new EnumMap<>(AddressArea.class);
        addresses.forEach((area, ranges) -> {
            if (!ranges.isEmpty()) {
                some.put(area, List.copyOf(ranges));
            }
        });
        addresses = Map.copyOf(some);
        forbiddenNames = List.copyOf(forbiddenNames);
    }

    /** Ranges as they are written. */
    public static List<AddressRange> ranges(List<String> written) {
        return written.stream()
                .map(text -> AddressRange.parse(text.strip())
                        .orElseThrow(() -> new Refusal(Problem.ADDRESS_RANGE_MALFORMED, Refusal.shown(text))))
                .toList();
    }

    public List<AddressRange> ranges(AddressArea area) {
        return addresses.getOrDefault(area, List.of());
    }

    /** Whether an area may be used from an address. */
    public boolean admits(AddressArea area, String address) {
        return admits(ranges(area), address);
    }

    /** As {@link #admits(AddressArea, String)}, with other ranges than those that are set. */
    public static boolean admits(List<AddressRange> ranges, String address) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
    }

    public Policies password(UnaryOperator<PasswordPolicy> change) {
        return new Policies(change.apply(password), sessions, mainPassword, addresses, forbiddenNames, links);
    }

    public Policies sessions(UnaryOperator<SessionPolicy> change) {
        return new Policies(password, change.apply(sessions), mainPassword, addresses, forbiddenNames, links);
    }

    public Policies withMainPassword(boolean accepted) {
        return new Policies(password, sessions, accepted, addresses, forbiddenNames, links);
    }

    public Policies withAddresses(AddressArea area, List<AddressRange> ranges) {
        Map<AddressArea, List<AddressRange>> all = new EnumMap<>(AddressArea.class);
        all.putAll(addresses);
        all.put(area, ranges);
        return new Policies(password, sessions, mainPassword, all, forbiddenNames, links);
    }

    public Policies withForbiddenNames(List<String> patterns) {
        return new Policies(password, sessions, mainPassword, addresses, patterns, links);
    }

    public Policies links(UnaryOperator<LinkPolicy> change) {
        return new Policies(password, sessions, mainPassword, addresses, forbiddenNames, change.apply(links));
    }

    /** Every setting under the name that it has in the API, for the log. */
    public Map<String, String> inWords() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("password.style", kebab(password.style()));
        words.put("password.shortest", Integer.toString(password.shortest()));
        words.put(
                "password.kinds",
                password.kinds().stream().sorted().map(Policies::kebab).collect(Collectors.joining(",")));
        words.put("password.blocklist", Boolean.toString(password.blocklist()));
        words.put("password.lifetime", inWords(password.lifetime()));
        words.put("password.remembered", Integer.toString(password.remembered()));
        words.put("sessions.idleMinutes", inWords(sessions.idleMinutes()));
        words.put("sessions.longestHours", inWords(sessions.longestHours()));
        words.put("sessions.most", Integer.toString(sessions.most()));
        words.put("mainPassword", Boolean.toString(mainPassword));
        Arrays.stream(AddressArea.values())
                .forEach(area -> words.put(
                        "addresses." + area.label(),
                        ranges(area).stream().map(AddressRange::toString).collect(Collectors.joining(","))));
        words.put("forbiddenNames", String.join(",", forbiddenNames));
        words.put("links.longestDays", Integer.toString(links.longestDays()));
        words.put("links.mostDownloads", Integer.toString(links.mostDownloads()));
        words.put("links.demand", kebab(links.demand()));
        words.put("links.confidential", kebab(links.confidential()));
        words.put("links.mostLive", inWords(links.mostLive()));
        words.put("links.allowedDomains", String.join(",", links.allowedDomains()));
        words.put("links.forbiddenDomains", String.join(",", links.forbiddenDomains()));
        return words;
    }

    private static String inWords(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
