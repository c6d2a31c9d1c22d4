package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mails that a server without a mail server has put into its folder. */
final class Mails {

    private static final Pattern CODE = Pattern.compile("\\d{4} \\d{4}");

    private final Fubako fubako;

    Mails(Fubako fubako) {
        this.fubako = fubako;
    }

    /** Returns when none is on its way. */
    void settle() throws Exception {
        Wait.until(() -> fubako.count("SELECT COUNT(*) FROM outbox WHERE done_at IS NULL") == 0, "mails are waiting");
    }

    /** Takes all away, those on their way as well. */
    void clear() throws Exception {
        settle();
        for (Path mail : fubako.mails()) {
            Files.delete(mail);
        }
    }

    /** Those that are there now. */
    List<MimeMessage> now() throws Exception {
        List<MimeMessage> mails = new ArrayList<>();
        for (Path file : fubako.mails()) {
            try (InputStream in = Files.newInputStream(file)) {
                mails.add(new MimeMessage(Session.getInstance(new Properties()), in));
            }
        }
        return mails;
    }

    /** As soon as there are so many. */
    List<MimeMessage> await(int count) throws Exception {
        Wait.until(() -> fubako.mails().size() >= count, "no mail");
        return now();
    }

    /** The one that comes, and no other. */
    MimeMessage one() throws Exception {
        await(1);
        settle();
        List<MimeMessage> mails = now();
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }

    /** The one to an address, as soon as there are so many. */
    MimeMessage to(String address, int of) throws Exception {
        for (MimeMessage mail : await(of)) {
            if (isTo(mail, address)) {
                return mail;
            }
        }
        throw new AssertionError("no mail to " + address);
    }

    static boolean isTo(MimeMessage mail, String address) throws Exception {
        return mail.getAllRecipients()[0].toString().equals(address);
    }

    static String text(MimeMessage mail) throws Exception {
        return (String) mail.getContent();
    }

    /** The code that is in a mail, as it stands there: twice four digits. */
    static String code(MimeMessage mail) throws Exception {
        Matcher code = CODE.matcher(text(mail));
        assertThat(code.find()).as("a code").isTrue();
        return code.group();
    }
}
