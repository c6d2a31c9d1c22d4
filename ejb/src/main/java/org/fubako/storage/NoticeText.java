package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fubako.mail.MailSettings;
import org.fubako.mail.MailWords;
import org.fubako.tenant.TenantInfo;

/** Words of an update notice. */
@ApplicationScoped
class NoticeText {

    private static final String BUNDLE = "fubako.storage.notice";

    private static final int MOST_NAMED = 50;

    @Inject
    MailSettings settings;

    /** A subject and a plain text. */
    record Written(String subject, String text) {}

    Written write(TenantInfo tenant, FilePath folder, List<NoticeRepository.News> news, Locale language) {
        MailWords words = MailWords.of(BUNDLE, language);
        String where = label(folder, words);
        String lines = news.stream()
                .limit(MOST_NAMED)
                .map(one -> line(one, tenant, words))
                .collect(Collectors.joining("\n"));
        int unnamed = Math.max(0, news.size() - MOST_NAMED);
        String more = unnamed == 0 ? "" : "\n" + words.say("notice.more", unnamed);
        String text = words.say("notice.text", where, news.size(), tenant.name())
                + "\n\n" + lines + more
                + "\n\n" + words.say("notice.open")
                + "\n" + address(folder)
                + "\n\n-- \n" + words.say("notice.why") + "\n";
        return new Written(words.say("notice.subject", where, news.size()), text);
    }

    private static String line(NoticeRepository.News one, TenantInfo tenant, MailWords words) {
        String at = DateTimeFormatter.ofPattern(words.word("notice.time"), words.language())
                .format(one.at().atZone(tenant.zone()));
        return words.say("notice.line", one.name(), one.length(), one.account(), at);
    }

    /** The space by its word, then the names. */
    private static String label(FilePath folder, MailWords words) {
        List<String> segments = folder.segments();
        return words.word("space." + segments.get(0))
                + segments.stream().skip(1).map(name -> "/" + name).collect(Collectors.joining());
    }

    /** Of the folder's page in the portal. */
    private String address(FilePath folder) {
        return folder.segments().stream()
                .map(name ->
                        "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("", settings.baseUrl() + "/files", "/"));
    }
}
