package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.fubako.mail.MailSettings;
import org.fubako.tenant.TenantInfo;

/** Words of an update notice. */
@ApplicationScoped
class NoticeText {

    private static final int MOST_NAMED = 50;

    @Inject
    MailSettings settings;

    /** A subject and a plain text. */
    record Written(String subject, String text) {}

    Written write(TenantInfo tenant, FilePath folder, List<NoticeRepository.News> news, Locale language) {
        ResourceBundle words = bundle(language);
        String where = label(folder, words);
        String lines = news.stream()
                .limit(MOST_NAMED)
                .map(one -> line(one, tenant, words, language))
                .collect(Collectors.joining("\n"));
        int unnamed = Math.max(0, news.size() - MOST_NAMED);
        String more = unnamed == 0 ? "" : "\n" + say(words, language, "notice.more", unnamed);
        String text = say(words, language, "notice.text", where, news.size(), tenant.name())
                + "\n\n" + lines + more
                + "\n\n" + say(words, language, "notice.open")
                + "\n" + address(folder)
                + "\n\n-- \n" + say(words, language, "notice.why") + "\n";
        return new Written(say(words, language, "notice.subject", where, news.size()), text);
    }

    static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "fubako.storage.notice",
                language,
                NoticeText.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static String line(NoticeRepository.News one, TenantInfo tenant, ResourceBundle words, Locale language) {
        String at = DateTimeFormatter.ofPattern(words.getString("notice.time"), language)
                .format(one.at().atZone(tenant.zone()));
        return say(words, language, "notice.line", one.name(), one.length(), one.account(), at);
    }

    private static String say(ResourceBundle words, Locale language, String key, Object... arguments) {
        return new MessageFormat(words.getString(key), language).format(arguments);
    }

    /** The space by its word, then the names. */
    private static String label(FilePath folder, ResourceBundle words) {
        List<String> segments = folder.segments();
        return words.getString("space." + segments.get(0))
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
