package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that people really use, as their package manager installs them. */
@ExtendWith(SharedFubako.class)
class ClientsIT {

    private static final int FILES = 500;
    private static final long LARGE = 200L << 20;

    @TempDir
    Path folder;

    private final Fubako fubako;

    ClientsIT(Fubako fubako) {
        this.fubako = fubako;
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "copymove", "props", "locks", "http"})
    void t01LitmusPassesEveryTestOfEveryGroup(String group) throws Exception {
        fubako.call("bob@demo", "DELETE", "/dav/private/litmus", "");
        Ran litmus = run(
                List.of("litmus", "-k", fubako.uri("/dav/private/").toString(), "bob@demo", Fubako.PASSWORD),
                Map.of("TESTS", group));

        assertThat(litmus.code).as(litmus.output).isZero();
        assertThat(litmus.output).contains("0 failed. 100.0%").doesNotContain("WARNING");
    }

    @Test
    void t02ATreeThatRcloneHasCopiedInComesOutAsItWas() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("in"));
        Map<String, String> written = makeTree(tree);
        Path settings = rcloneSettings();
        fubako.call("alice@demo", "MKCOL", "/dav/group/sales/rclone", "");

        Ran in = rclone(settings, "copy", tree.toString(), "fubako:group/sales/rclone");
        Path back = folder.resolve("out");
        Ran out = rclone(settings, "copy", "fubako:group/sales/rclone", back.toString());

        assertThat(in.code).as(in.output).isZero();
        assertThat(out.code).as(out.output).isZero();
        assertThat(written).hasSizeGreaterThanOrEqualTo(FILES);
        assertThat(hashes(back)).isEqualTo(written);
        assertThat(fubako.call("alice@demo", "DELETE", "/dav/group/sales/rclone", "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void t02CadaverMakesFoldersPutsMovesAndDeletes() throws Exception {
        Path file = Files.writeString(folder.resolve("note.txt"), "from cadaver");
        Path script = Files.writeString(
                folder.resolve("script"),
                String.join(
                        "\n",
                        "mkcol cadaver",
                        "cd cadaver",
                        "put " + file + " note.txt",
                        "copy note.txt copy.txt",
                        "move note.txt moved.txt",
                        "delete copy.txt",
                        "quit",
                        ""));
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(
                home.resolve(".netrc"), "machine localhost login carol@demo password \"" + Fubako.PASSWORD + "\"\n");
        Ran cadaver = run(
                List.of(
                        "cadaver",
                        "--rcfile=" + script,
                        fubako.uri("/dav/private/").toString()),
                Map.of("HOME", home.toString()));

        assertThat(fubako.call("carol@demo", "GET", "/dav/private/cadaver/moved.txt", "")
                        .body())
                .as(cadaver.output)
                .isEqualTo("from cadaver");
        assertThat(fubako.call("carol@demo", "GET", "/dav/private/cadaver/copy.txt", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @EnabledIf("canMount")
    void t02WhatIsDoneInAMountedFolderOfDavfs2IsThereAfterwards() throws Exception {
        String url = fubako.uri("/dav/private/").toString();
        Path secrets = Files.writeString(folder.resolve("secrets"), url + " bob@demo \"" + Fubako.PASSWORD + "\"\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        Path settings = Files.writeString(
                folder.resolve("davfs2.conf"),
                // more than its 16 KiB: since Linux 6.16 nothing is listed with less
                "secrets " + secrets + "\nuse_locks 1\nbuf_size 64\n");
        Path mount = Files.createDirectories(folder.resolve("mount"));
        String session = String.join(
                "\n",
                "set -e",
                "mount.davfs -o conf=" + settings + " " + url + " " + mount,
                "trap 'umount " + mount + "' EXIT",
                "cd " + mount,
                "mkdir -p davfs2/写真",
                "head -c 5000000 /dev/urandom > davfs2/写真/large.bin",
                "echo old > davfs2/report.txt",
                "sync",
                "mv davfs2/写真 davfs2/photos",
                // as editors save: beside the old one, then over it, before anything was sent
                "echo new > davfs2/report.tmp",
                "mv davfs2/report.tmp davfs2/報告.txt",
                "echo gone > davfs2/gone.txt",
                "rm davfs2/gone.txt",
                "ls -R davfs2",
                "sha256sum davfs2/photos/large.bin",
                "cd /");

        Ran davfs2 = run(List.of("sh", "-c", session), Map.of());

        assertThat(davfs2.code).as(davfs2.output).isZero();
        assertThat(fubako.call("bob@demo", "GET", "/dav/private/davfs2/%E5%A0%B1%E5%91%8A.txt", "")
                        .body())
                .as(davfs2.output)
                .isEqualTo("new\n");
        String large = LogReader.json(fubako.call("bob@demo", "GET", "/api/v1/folders/private/davfs2/photos", ""))
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("sha256");
        assertThat(davfs2.output).contains(large);
        assertThat(fubako.call("bob@demo", "GET", "/dav/private/davfs2/gone.txt", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(fubako.call("bob@demo", "GET", "/dav/private/davfs2/report.tmp", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(fubako.call("bob@demo", "DELETE", "/dav/private/davfs2", "").statusCode())
                .isEqualTo(204);
    }

    /** Only root mounts, and only where the kernel has FUSE; ClientQuirksIT sends what davfs2 sends everywhere. */
    static boolean canMount() {
        return Files.isWritable(Path.of("/dev/fuse"))
                && System.getProperty("user.name").equals("root");
    }

    private Path rcloneSettings() throws Exception {
        Ran hidden = run(List.of("rclone", "obscure", Fubako.PASSWORD), Map.of());
        return Files.writeString(
                folder.resolve("rclone.conf"),
                "[fubako]\ntype = webdav\nvendor = other\nurl = " + fubako.uri("/dav/") + "\nuser = alice@demo\npass = "
                        + hidden.output.strip() + "\n");
    }

    private Ran rclone(Path settings, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("rclone", "--config", settings.toString(), "--transfers", "8"));
        command.addAll(List.of(arguments));
        return run(command, Map.of());
    }

    /** What lies in the Java libraries of the application, sources and pictures of this repository, Japanese names, and one large file. */
    private static Map<String, String> makeTree(Path tree) throws Exception {
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> jars = Files.walk(Path.of(System.getProperty("fubako.exploded")))) {
            for (Path jar :
                    jars.filter(path -> path.toString().endsWith(".jar")).toList()) {
                takeFrom(jar, tree, written);
            }
        }
        for (String folder : List.of("docs", "web/src/main", "ejb/src/main/java/org/fubako/storage")) {
            takeSources(folder, tree, written);
        }
        write(tree, "請求書 2026年1月.pdf", pdf(), written);
        SplittableRandom random = new SplittableRandom(20_260_101);
        for (String name : List.of("議事録/第１回（案）.txt", "写真/桜 🌸.png", "空.dat", "a+b & c;d=e%20.txt")) {
            byte[] content = new byte[name.equals("空.dat") ? 0 : random.nextInt(1, 300_000)];
            random.nextBytes(content);
            write(tree, name, content, written);
        }
        written.put("大きい.bin", writeLarge(tree.resolve("大きい.bin")));
        return written;
    }

    /** Files of this repository: sources, pages, pictures. */
    private static void takeSources(String from, Path tree, Map<String, String> written) throws IOException {
        Path repository = Path.of("..");
        try (Stream<Path> files = Files.walk(repository.resolve(from))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(tree, "sources/" + repository.relativize(file), Files.readAllBytes(file), written);
            }
        }
    }

    /** A document that a reader of PDF opens: one empty page. */
    private static byte[] pdf() {
        return """
                %PDF-1.4
                1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
                2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
                3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
                trailer<</Root 1 0 R>>
                """.getBytes(StandardCharsets.US_ASCII);
    }

    private static void takeFrom(Path jar, Path tree, Map<String, String> written) throws IOException {
        try (JarFile archive = new JarFile(jar.toFile())) {
            int taken = 0;
            for (Enumeration<JarEntry> entries = archive.entries(); entries.hasMoreElements() && taken < 25; ) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                boolean usable = !entry.isDirectory()
                        && written.size() < FILES
                        && name.chars().noneMatch(character -> ":*?\"<>|\\".indexOf(character) >= 0)
                        && name.length() < 150;
                if (usable) {
                    String folder = jar.getFileName().toString().replace('.', '_');
                    write(
                            tree,
                            folder + "/" + name,
                            archive.getInputStream(entry).readAllBytes(),
                            written);
                    taken++;
                }
            }
        }
    }

    private static void write(Path tree, String name, byte[] content, Map<String, String> written) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        written.put(name, HexFormat.of().formatHex(sha256().digest(content)));
    }

    private static String writeLarge(Path file) throws IOException {
        MessageDigest digest = sha256();
        Random random = new Random(7);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
            for (long at = 0; at < LARGE; at += block.length) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Map<String, String> hashes(Path tree) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                MessageDigest digest = sha256();
                try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                    Files.copy(file, out);
                }
                found.put(tree.relativize(file).toString(), HexFormat.of().formatHex(digest.digest()));
            }
        }
        return found;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How a program has ended and what it has said. */
    private record Ran(int code, String output) {}

    private Ran run(List<String> command, Map<String, String> environment) throws Exception {
        Path output = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            throw new IllegalStateException(
                    command.get(0) + " is needed: apt-get install rclone litmus cadaver davfs2 curl", missing);
        }
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " does not end:\n" + Files.readString(output));
        }
        return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
