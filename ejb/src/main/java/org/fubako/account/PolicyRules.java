package org.fubako.account;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fubako.caller.AddressRange;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.Policies;
import org.fubako.tenant.SessionPolicy;

/** What a tenant may decide. */
final class PolicyRules {

    private static final int MIN_IDLE = 5;
    private static final int MAX_IDLE = 720;
    private static final int MAX_HOURS = 24;
    private static final int MAX_SESSIONS = 20;

    /** The widths of the columns. */
    private static final int LONGEST_ADDRESSES = 2000;

    private static final int LONGEST_NAMES = 1000;

    private static final int LONGEST_PATTERN = 100;
    private static final Pattern NAME_PATTERN =
            Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\\\/:?\"<>|,]+");
    private static final Pattern ANYTHING = Pattern.compile("[*.\\s]*");

    private static final String ARROW = " → ";
    private static final String SEPARATOR = ": ";

    /** As wide as the column of the log. */
    private static final int LONGEST_LINE = 1000;

    private PolicyRules() {}

    static void require(Policies policies) {
        require(policies.password());
        require(policies.sessions());
        policies.addresses().forEach(PolicyRules::require);
        requirePatterns(policies.forbiddenNames());
        require(policies.links());
    }

    private static void require(PasswordPolicy password) {
        requireWithin(password.shortest(), PasswordPolicy.SHORTEST, password.longestShortest(), "password.shortest");
        requireWithin(password.remembered(), 0, PasswordPolicy.MOST_REMEMBERED, "password.remembered");
        boolean sound = password.lifetime()
                .map(lifetime -> PasswordPolicy.lifetime(lifetime.toString()).isPresent())
                .orElse(true);
        if (!sound) {
            throw new Refusal(Problem.POLICY_OUT_OF_RANGE, "password.lifetime");
        }
        if (!password.blocklist() && password.shortest() < PasswordPolicy.RECOMMENDED) {
            throw new Refusal(Problem.POLICY_BLOCKLIST_NEEDED, "");
        }
    }

    private static void require(SessionPolicy sessions) {
        requireWithin(sessions.idleMinutes().orElse(MIN_IDLE), MIN_IDLE, MAX_IDLE, "sessions.idleMinutes");
        requireWithin(sessions.longestHours().orElse(1), 1, MAX_HOURS, "sessions.longestHours");
        requireWithin(sessions.most(), 1, MAX_SESSIONS, "sessions.most");
    }

    private static void require(LinkPolicy links) {
        requireWithin(links.longestDays(), 1, LinkPolicy.MOST_DAYS, "links.longestDays");
        requireWithin(links.mostDownloads(), 1, LinkPolicy.MOST_DOWNLOADS, "links.mostDownloads");
        requireWithin(links.mostLive().orElse(1), 1, Integer.MAX_VALUE, "links.mostLive");
        requireDomains(links.allowedDomains(), "links.allowedDomains");
        requireDomains(links.forbiddenDomains(), "links.forbiddenDomains");
    }

    private static void requireDomains(List<String> domains, String name) {
        requireWithin(domains.size(), 0, LinkPolicy.MOST_DOMAINS, name);
        if (!LinkPolicy.domains(domains).equals(domains)) {
            throw new Refusal(Problem.POLICY_OUT_OF_RANGE, name);
        }
    }

    /** A contract that has become smaller keeps nobody from changing other things. */
    static void requireWithinContract(Policies before, Policies after, int contractLinks) {
        boolean changed = !before.links().mostLive().equals(after.links().mostLive());
        if (changed && after.links().mostLive().orElse(1) > contractLinks) {
            throw new Refusal(Problem.LINKS_BEYOND_CONTRACT, Integer.toString(contractLinks));
        }
    }

    private static void requireWithin(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw new Refusal(Problem.POLICY_OUT_OF_RANGE, name);
        }
    }

    private static void require(AddressArea area, List<AddressRange> ranges) {
        if (PolicyRepository.inWords(ranges).length() > LONGEST_ADDRESSES) {
            throw new Refusal(Problem.POLICY_OUT_OF_RANGE, "addresses." + area.label());
        }
    }

    private static void requirePatterns(List<String> patterns) {
        patterns.stream().filter(pattern -> !isPattern(pattern)).findFirst().ifPresent(pattern -> {
            throw new Refusal(Problem.NAME_PATTERN_MALFORMED, Refusal.shown(pattern));
        });
        if (String.join(",", patterns).length() > LONGEST_NAMES) {
            throw new Refusal(Problem.POLICY_OUT_OF_RANGE, "forbiddenNames");
        }
    }

    /** Not one that forbids nearly every name, and none that no name could match. */
    private static boolean isPattern(String pattern) {
        return pattern.equals(pattern.strip())
                && pattern.length() <= LONGEST_PATTERN
                && NAME_PATTERN.matcher(pattern).matches()
                && !ANYTHING.matcher(pattern).matches();
    }

    /** Whoever changes the ranges must stay inside: nobody else may be left to change them back. */
    static void requireInside(Policies before, Policies after, String address) {
        for (AddressArea area : List.of(AddressArea.PORTAL, AddressArea.ADMINISTRATION)) {
            boolean changed = !before.ranges(area).equals(after.ranges(area));
            if (changed && !after.admits(area, address)) {
                throw new Refusal(Problem.ADDRESS_SHUTS_YOU_OUT, address);
            }
        }
    }

    /** What the log says of a change; what is too long for one line becomes a line for each part of a list that came or went. */
    static List<String> lines(Policies before, Policies after) {
        return differences(before, after).entrySet().stream()
                .flatMap(one -> lines(one.getKey(), one.getValue()))
                .toList();
    }

    private static Stream<String> lines(String name, String words) {
        if (name.length() + SEPARATOR.length() + words.length() <= LONGEST_LINE) {
            return Stream.of(name + SEPARATOR + words);
        }
        List<List<String>> sides = Arrays.stream(words.split(ARROW, -1))
                .map(side -> Arrays.stream(side.split(","))
                        .filter(part -> !part.isEmpty())
                        .toList())
                .toList();
        if (Set.copyOf(sides.get(0)).equals(Set.copyOf(sides.get(1)))) {
            return Stream.of(name + SEPARATOR + words);
        }
        Stream<String> gone = sides.get(0).stream()
                .filter(part -> !sides.get(1).contains(part))
                .map(part -> name + SEPARATOR + part + ARROW);
        Stream<String> come = sides.get(1).stream()
                .filter(part -> !sides.get(0).contains(part))
                .map(part -> name + SEPARATOR + ARROW + part);
        return Stream.concat(gone, come);
    }

    /** The settings that differ, with what they were and what they are. */
    static Map<String, String> differences(Policies before, Policies after) {
        Map<String, String> old = before.inWords();
        Map<String, String> differences = new LinkedHashMap<>();
        after.inWords().forEach((name, value) -> Optional.of(old.get(name))
                .filter(was -> !was.equals(value))
                .ifPresent(was -> differences.put(name, was + ARROW + value)));
        return differences;
    }
}
