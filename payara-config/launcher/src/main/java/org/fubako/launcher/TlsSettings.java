package org.fubako.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The direct TLS listener: {@code FUBAKO_HTTPS_PORT} with the certificate and its key out of {@code FUBAKO_TLS_KEYSTORE}. */
record TlsSettings(int port, Path keyStore, String password, String alias) {

    /** Empty without a port; the key store is opened, so that a wrong password is told before anything is started. */
    static Optional<TlsSettings> read() {
        return Settings.port("fubako.https.port").map(port -> {
            Path file = Path.of(Settings.find("fubako.tls.keystore")
                            .orElseThrow(() -> new StartFailure("FUBAKO_HTTPS_PORT needs FUBAKO_TLS_KEYSTORE")))
                    .toAbsolutePath();
            String password = Settings.find("fubako.tls.keystore.password").orElse("");
            return new TlsSettings(port, file, password, alias(file, password));
        });
    }

    private static String alias(Path file, String password) {
        List<String> keys;
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            keys = Collections.list(store.aliases()).stream()
                    .filter(alias -> holdsKey(store, alias, password))
                    .toList();
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailure(
                    "FUBAKO_TLS_KEYSTORE: " + file + " cannot be opened as PKCS#12 with FUBAKO_TLS_KEYSTORE_PASSWORD: "
                            + e,
                    e);
        }
        if (keys.size() != 1) {
            throw new StartFailure("FUBAKO_TLS_KEYSTORE: " + file
                    + " must hold one private key with its certificate, not " + keys.size());
        }
        return keys.get(0);
    }

    private static boolean holdsKey(KeyStore store, String alias, String password) {
        try {
            return store.isKeyEntry(alias) && store.getKey(alias, password.toCharArray()) != null;
        } catch (GeneralSecurityException e) {
            throw new StartFailure(
                    "FUBAKO_TLS_KEYSTORE: the key " + alias + " does not open with FUBAKO_TLS_KEYSTORE_PASSWORD", e);
        }
    }

    @Override
    public String toString() {
        return "TlsSettings[port=" + port + ", keyStore=" + keyStore + "]";
    }
}
