package org.fubako.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * Hands a mail to the mail server, or writes it into the folder when there is none. The only place that makes messages: every value in
 * a header has been looked at for line ends before it gets here.
 */
@ApplicationScoped
class Postman {

    private static final String MILLIS_TO_CONNECT = "10000";
    private static final String MILLIS_TO_ANSWER = "60000";
    private static final int PERMANENT = 500;

    @Inject
    MailSettings settings;

    @Inject
    MailFolder folder;

    /** What is sent under one id is the same message, also when it is sent again. */
    void deliver(UUID id, Instant created, Mail mail) throws MailFailure {
        try {
            MimeMessage message = message(id, created, mail);
            if (settings.host().isPresent()) {
                Transport.send(message);
            } else {
                folder.write(created.toString().replace(":", "").replaceFirst("\\..*|Z", "") + "-" + id, message);
            }
        } catch (MessagingException e) {
            throw new MailFailure(kind(e), e);
        } catch (IOException e) {
            throw new MailFailure(MailFailure.Kind.UNREACHABLE, e);
        }
    }

    private MimeMessage message(UUID id, Instant created, Mail mail) throws MessagingException {
        MimeMessage message = new Message(session(), "<" + id + "@" + settings.domain() + ">");
        message.setFrom(new InternetAddress(settings.from().value(), true));
        message.setRecipient(
                jakarta.mail.Message.RecipientType.TO,
                new InternetAddress(mail.to().value(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(created));
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.setHeader("Content-Language", mail.language().toLanguageTag());
        // RFC 3834: no answer by a machine
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    /** Keeps the id that it was given. */
    private static final class Message extends MimeMessage {

        private final String id;

        Message(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private Session session() {
        Properties properties = new Properties();
        settings.host().ifPresent(host -> properties.setProperty("mail.smtp.host", host));
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", MILLIS_TO_CONNECT);
        properties.setProperty("mail.smtp.timeout", MILLIS_TO_ANSWER);
        properties.setProperty("mail.smtp.writetimeout", MILLIS_TO_ANSWER);
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.startTls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.localhost", settings.domain());
        properties.setProperty("mail.from", settings.from().value());
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        return Session.getInstance(
                properties, settings.user().map(this::authenticator).orElse(null));
    }

    private Authenticator authenticator(String user) {
        PasswordAuthentication login =
                new PasswordAuthentication(user, settings.password().orElse(""));
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return login;
            }
        };
    }

    private static MailFailure.Kind kind(MessagingException failure) {
        MailFailure.Kind kind = MailFailure.Kind.TEMPORARY;
        Exception cause = failure;
        while (cause instanceof MessagingException told) {
            if (code(told) >= PERMANENT) {
                kind = MailFailure.Kind.PERMANENT;
            } else if (told instanceof MailConnectException || told instanceof AuthenticationFailedException) {
                kind = MailFailure.Kind.UNREACHABLE;
            }
            cause = told.getNextException();
        }
        return kind;
    }

    /** What the server has answered (RFC 5321, 4.2.1); 0 for nothing. */
    private static int code(MessagingException failure) {
        if (failure instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (failure instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        return failure instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
    }
}
