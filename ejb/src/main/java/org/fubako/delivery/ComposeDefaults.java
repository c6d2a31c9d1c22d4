package org.fubako.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What somebody has chosen for the mails that he will write; what is empty is as the company has it, whatever that will be. */
public record ComposeDefaults(
        Optional<Authentication> authentication,
        Optional<Integer> validDays,
        Optional<Integer> maxOpens,
        Optional<Boolean> receipt) {

    /** Nothing was chosen. */
    public static final ComposeDefaults NONE =
            new ComposeDefaults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public ComposeDefaults withAuthentication(Optional<Authentication> wanted) {
        return new ComposeDefaults(wanted, validDays, maxOpens, receipt);
    }

    public ComposeDefaults withValidDays(Optional<Integer> wanted) {
        return new ComposeDefaults(authentication, wanted, maxOpens, receipt);
    }

    public ComposeDefaults withMaxOpens(Optional<Integer> wanted) {
        return new ComposeDefaults(authentication, validDays, wanted, receipt);
    }

    public ComposeDefaults withReceipt(Optional<Boolean> wanted) {
        return new ComposeDefaults(authentication, validDays, maxOpens, wanted);
    }

    /** The settings that differ from those before, with what they were and what they are. */
    Map<String, String> differences(ComposeDefaults before) {
        Map<String, String> old = before.inWords();
        Map<String, String> differences = new LinkedHashMap<>();
        inWords().forEach((name, value) -> Optional.of(old.get(name))
                .filter(was -> !was.equals(value))
                .ifPresent(was -> differences.put(name, was + " → " + value)));
        return differences;
    }

    private Map<String, String> inWords() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("authentication", authentication.map(Enum::name).orElse(""));
        words.put("validDays", validDays.map(String::valueOf).orElse(""));
        words.put("maxOpens", maxOpens.map(String::valueOf).orElse(""));
        words.put("receipt", receipt.map(String::valueOf).orElse(""));
        return words;
    }
}
