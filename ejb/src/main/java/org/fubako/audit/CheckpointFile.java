package org.fubako.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The second place of the checkpoints: a file per day below the data folder, where whoever rules the database cannot take
 * them back. Only ever appended to and flushed; an end that was torn by a crash is skipped when read.
 */
@ApplicationScoped
class CheckpointFile {

    /** With less behind it than a whole Ed25519 signature, a line was torn. */
    private static final Pattern SIGNATURE_LINE = Pattern.compile("\u2014 \\S+ [A-Za-z0-9+/]{91}=");

    private static final String SIGNATURE_MARK = "\u2014 ";
    private static final int DAYS_REMEMBERED = 3;

    private final Path folder;
    private final CheckpointKey key;
    private final Map<LocalDate, Heads> known = new HashMap<>();

    /** The newest head of each tree in a file, and how long the file was then. */
    private record Heads(long length, Map<String, TreeHead> byOrigin) {}

    protected CheckpointFile() { // CDI proxy
        this(Path.of("."), null);
    }

    @Inject
    CheckpointFile(@ConfigProperty(name = "fubako.data", defaultValue = "data") String data, CheckpointKey key) {
        this(Path.of(data, "audit", "checkpoints"), key);
    }

    CheckpointFile(Path folder, CheckpointKey key) {
        this.folder = folder;
        this.key = key;
    }

    /** The largest head of a tree that was written to the file of the day; what this key has not signed does not count. */
    synchronized Optional<TreeHead> head(LocalDate day, String origin) {
        return Optional.ofNullable(heads(day).byOrigin.get(origin));
    }

    private Heads heads(LocalDate day) {
        long length = length(day);
        Heads heads = known.get(day);
        if (heads == null || heads.length != length) {
            heads = read(day, length);
            known.keySet().removeIf(other -> other.isBefore(day.minusDays(DAYS_REMEMBERED)));
            known.put(day, heads);
        }
        return heads;
    }

    private Heads read(LocalDate day, long length) {
        Map<String, TreeHead> heads = new HashMap<>();
        forEach(day, note -> key.open(note).ifPresent(head -> remember(heads, head)));
        return new Heads(length, heads);
    }

    private static void remember(Map<String, TreeHead> heads, TreeHead head) {
        heads.merge(head.origin(), head, (one, other) -> other.size() > one.size() ? other : one);
    }

    /** All notes about one tree in the file of the day, in their order, genuine or not. */
    synchronized List<String> notes(LocalDate day, String origin) {
        List<String> notes = new ArrayList<>();
        forEach(day, note -> {
            if (note.startsWith(origin + "\n")) {
                notes.add(note);
            }
        });
        return notes;
    }

    private void forEach(LocalDate day, Consumer<String> each) {
        Path file = file(day);
        if (!Files.exists(file)) {
            return;
        }
        // whatever bytes there are, reading goes on
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            NoteParser parser = new NoteParser(each);
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                parser.line(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + file + " cannot be read", e);
        }
    }

    /** Writes notes at the end of the file of the day; they are on the disk when this returns. */
    synchronized void append(LocalDate day, List<String> notes) {
        if (notes.isEmpty()) {
            return;
        }
        Heads before = heads(day);
        Path file = file(day);
        byte[] bytes = (whole(file) ? "" : "\n\n")
                .concat(String.join("\n", notes))
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8);
        try {
            boolean fresh = !Files.exists(file);
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            if (fresh) {
                flushFolder();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints cannot be written to " + file, e);
        }
        notes.forEach(note -> key.open(note).ifPresent(head -> remember(before.byOrigin, head)));
        known.put(day, new Heads(length(day), before.byOrigin));
    }

    /** Whether the last note has its end, so that the next one may follow. */
    private static boolean whole(Path file) {
        if (!Files.exists(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer end = ByteBuffer.allocate(2);
            long length = channel.size();
            return length == 0 || channel.read(end, Math.max(0, length - 2)) == 2 && end.getShort(0) == 0x0A0A;
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + file + " cannot be read", e);
        }
    }

    private void flushFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path file(LocalDate day) {
        return folder.resolve(day + ".log");
    }

    private long length(LocalDate day) {
        try {
            Path file = file(day);
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds the notes between whatever else is there: a text, an empty line, a signature. */
    private static final class NoteParser {

        private static final int LONGEST = 1_000;

        private final Consumer<String> each;
        private String text = "";
        private String block = "";

        NoteParser(Consumer<String> each) {
            this.each = each;
        }

        void line(String line) {
            if (line.isEmpty()) {
                text = block;
                block = "";
            } else if (line.startsWith(SIGNATURE_MARK)) {
                if (!text.isEmpty() && SIGNATURE_LINE.matcher(line).matches()) {
                    each.accept(text + "\n" + line + "\n");
                }
                text = "";
                block = "";
            } else if (block.length() < LONGEST) {
                block += line + "\n";
            }
        }
    }
}
