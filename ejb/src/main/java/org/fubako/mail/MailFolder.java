package org.fubako.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where mails are put when there is no mail server. */
@ApplicationScoped
class MailFolder {

    private final Path folder;

    protected MailFolder() { // CDI proxy
        this("");
    }

    @Inject
    MailFolder(@ConfigProperty(name = "fubako.data", defaultValue = "data") String data) {
        folder = Path.of(data).resolve("mail");
    }

    /** Takes the place of what has the name already; nobody sees half of it. */
    void write(String name, MimeMessage message) throws IOException, MessagingException {
        Files.createDirectories(folder);
        Path half = folder.resolve(name + ".tmp");
        try (OutputStream out = Files.newOutputStream(half)) {
            message.writeTo(out);
        }
        Files.move(half, folder.resolve(name + ".eml"), StandardCopyOption.ATOMIC_MOVE);
    }
}
