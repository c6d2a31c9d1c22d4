package org.fubako.link;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fubako.mail.MailWords;
import org.fubako.tenant.TenantInfo;

/** Receipts in words, and the mails around them. */
final class ReceiveText {

    private static final String BUNDLE = "fubako.link.receive";

    private final MailWords words;
    private final Locale language;

    ReceiveText(Locale language) {
        this.words = MailWords.of(BUNDLE, language);
        this.language = language;
    }

    /**
     * The receipt itself.
     *
     * @param most so many documents are named; of more only how many they are
     */
    String receipt(TenantInfo tenant, ReceiveFolder folder, ReceiveHandIn done, int most) {
        List<ReceiveFile> files = done.stored();
        String at = time(tenant, done.handedInAt().orElse(done.begunAt()));
        String proof = words.word(done.proven() ? "proven" : "unproven");
        String head = String.join(
                "\n",
                words.say("receipt.number", done.number()),
                words.say("receipt.to", tenant.name(), folder.terms().title()),
                words.say("receipt.at", at),
                words.say("receipt.by", done.name(), done.mail(), proof),
                words.say("receipt.files", files.size()));
        String lines = files.stream()
                .limit(most)
                .map(file -> words.say(
                        "receipt.file",
                        file.stored().orElse(file.name()),
                        file.length(),
                        file.sha256().orElse("")))
                .collect(Collectors.joining("\n\n"));
        String more = files.size() > most ? "\n\n" + words.say("receipt.more", files.size() - most) : "";
        return head + "\n\n" + lines + more + "\n";
    }

    private String time(TenantInfo tenant, Instant at) {
        return DateTimeFormatter.ofPattern(words.word("time"), language).format(at.atZone(tenant.zone()));
    }

    String say(String key, Object... arguments) {
        return words.say(key, arguments);
    }
}
