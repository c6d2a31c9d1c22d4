package org.fubako.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/** Passwords of the embedded database, made once and readable by the owner of the data folder only. */
public final class Secrets {

    private final Path file;
    private final Properties values = new Properties();
    private final SecureRandom random = new SecureRandom();

    /** Reads what is there. */
    public Secrets(Path data) throws IOException {
        file = data.resolve("secrets.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            }
        }
    }

    /** The secret of this name; made and stored when it is asked for the first time. */
    String get(String name) throws IOException {
        if (!values.containsKey(name)) {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            values.setProperty(name, HexFormat.of().formatHex(bytes));
            store();
        }
        return values.getProperty(name);
    }

    /** Keeps a value that was chosen elsewhere. */
    void put(String name, String value) throws IOException {
        values.setProperty(name, value);
        store();
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.getProperty(name));
    }

    void forget(String name) throws IOException {
        if (values.remove(name) != null) {
            store();
        }
    }

    private void store() throws IOException {
        Path fresh = file.resolveSibling("secrets.properties.part");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            values.store(writer, "made by Fubako; keep secret");
        }
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
