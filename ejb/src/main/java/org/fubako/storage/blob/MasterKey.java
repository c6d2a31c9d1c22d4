package org.fubako.storage.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.platform.SecretKeys;

/**
 * The root of all keys: 256 random bits in a PKCS#12 file, made at the first start. Its passphrase comes from {@code
 * FUBAKO_KEYSTORE_PASSWORD}, or lies beside it in a file for its owner only.
 */
@ApplicationScoped
public class MasterKey implements SecretKeys {

    static final int VERSION = 1;

    private static final String ALIAS = "mk" + VERSION;
    private static final String FILE = "master.p12";

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final Optional<String> configured;
    private final FileOps files;
    private final TenantKeyTable tenantKeys;
    private byte[] key;

    protected MasterKey() { // CDI proxy
        this(Path.of("."), Optional.empty(), new FileOps.Disk(), null);
    }

    @Inject
    MasterKey(
            @ConfigProperty(name = "fubako.data", defaultValue = "data") String data,
            @ConfigProperty(name = "fubako.keystore.password") Optional<String> password,
            TenantKeyTable tenantKeys) {
        this(Path.of(data, "keys"), password, new FileOps.Disk(), tenantKeys);
    }

    MasterKey(Path folder, Optional<String> configured, FileOps files, TenantKeyTable tenantKeys) {
        this.folder = folder;
        this.configured = configured;
        this.files = files;
        this.tenantKeys = tenantKeys;
    }

    boolean exists() {
        return Files.exists(folder.resolve(FILE));
    }

    @Override
    public byte[] derive(String label) {
        return Hkdf.derive(key(), new byte[0], ("fbk1 side|" + label).getBytes(StandardCharsets.UTF_8), 32);
    }

    /** The key under which one version of one tenant's key is wrapped. */
    byte[] wrappingKey(byte[] context) {
        return Hkdf.derive(key(), new byte[0], context, 32);
    }

    private synchronized byte[] key() {
        if (key == null) {
            try {
                key = exists() ? load() : create();
            } catch (IOException e) {
                throw new UncheckedIOException("the key store in " + folder + " cannot be used", e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the key store in " + folder + " cannot be opened", e);
            }
        }
        return key;
    }

    private byte[] load() throws IOException, GeneralSecurityException {
        char[] password = password();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(FILE))) {
            store.load(in, password);
        }
        return store.getKey(ALIAS, password).getEncoded();
    }

    /** A lost key store must be noticed before a new one hides the loss. */
    private byte[] create() throws IOException, GeneralSecurityException {
        if (!tenantKeys.isEmpty()) {
            throw new IllegalStateException("the key store " + folder.resolve(FILE)
                    + " is missing, but there are tenant keys that only it can open: restore it from its backup");
        }
        files.createDirectories(folder);
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        char[] password = password();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setEntry(
                ALIAS,
                new KeyStore.SecretKeyEntry(new SecretKeySpec(fresh, "AES")),
                new KeyStore.PasswordProtection(password));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        files.writeDurably(folder.resolve(FILE), bytes.toByteArray());
        return fresh;
    }

    private char[] password() throws IOException {
        if (configured.isPresent()) {
            return configured.get().toCharArray();
        }
        Path file = folder.resolve("master.pass");
        if (!Files.exists(file)) {
            if (exists()) {
                throw new IOException(
                        "neither fubako.keystore.password nor " + file + " is there to open the key store");
            }
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            files.writeDurably(file, Base64.getUrlEncoder().withoutPadding().encode(bytes));
        }
        return Files.readString(file).strip().toCharArray();
    }
}
