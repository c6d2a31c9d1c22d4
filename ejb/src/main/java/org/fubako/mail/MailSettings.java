package org.fubako.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where mails go, whom they are from, and how links in them begin. */
@ApplicationScoped
public class MailSettings {

    @Inject
    @ConfigProperty(name = "fubako.smtp.host")
    Optional<String> host;

    @Inject
    @ConfigProperty(name = "fubako.smtp.port", defaultValue = "25")
    int port;

    @Inject
    @ConfigProperty(name = "fubako.smtp.user")
    Optional<String> user;

    @Inject
    @ConfigProperty(name = "fubako.smtp.password")
    Optional<String> password;

    @Inject
    @ConfigProperty(name = "fubako.smtp.starttls", defaultValue = "false")
    boolean startTls;

    @Inject
    @ConfigProperty(name = "fubako.mail.from")
    Optional<String> from;

    @Inject
    @ConfigProperty(name = "fubako.base.url")
    Optional<String> baseUrl;

    @Inject
    @ConfigProperty(name = "fubako.local.url", defaultValue = "http://localhost:8080/")
    String localUrl;

    /** Without one, mails become files. */
    Optional<String> host() {
        return host;
    }

    int port() {
        return port;
    }

    /** Whether the connection must be encrypted before anything is said. */
    boolean startTls() {
        return startTls;
    }

    Optional<String> user() {
        return user;
    }

    Optional<String> password() {
        return password;
    }

    /** How links begin; never taken from a request. Without a slash at the end. */
    public String baseUrl() {
        return baseUrl.orElse(localUrl).replaceFirst("/+$", "");
    }

    /** The host part of message ids and of the usual sender. */
    String domain() {
        return Optional.ofNullable(URI.create(baseUrl()).getHost()).orElse("localhost");
    }

    /** The address of the service, from which every mail comes. */
    MailAddress from() {
        return from.flatMap(MailAddress::parse).orElseGet(() -> new MailAddress("fubako@" + domain()));
    }
}
