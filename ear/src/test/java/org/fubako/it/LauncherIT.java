package org.fubako.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts that cannot go on, and one by a user without rights and with a TLS listener. */
class LauncherIT {

    /** RFC 5246, sections 6.2.1 and 7.2. */
    private static final byte ALERT = 21;

    private static final byte PROTOCOL_VERSION = 70;

    private static final String STORE_PASSWORD = "key store 7";

    @TempDir
    static Path folder;

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "FUBAKO_HTTP_PORT, 80a, 'FUBAKO_HTTP_PORT must be a port'",
        "FUBAKO_HTTP_PORT, 0, 'FUBAKO_HTTP_PORT must be a port'",
        "FUBAKO_HTTP_PORT, 70000, 'FUBAKO_HTTP_PORT must be a port'",
        "FUBAKO_HTTP_ADDRESS, 'no such host', FUBAKO_HTTP_ADDRESS must be",
        "FUBAKO_DEMO, yes, FUBAKO_DEMO must be true or false",
        "FUBAKO_DATA, /proc/nowhere, 'the folder /proc/nowhere cannot be made'",
        "FUBAKO_DB_URL, jdbc:postgresql://localhost/x, FUBAKO_DB_URL must be jdbc:mariadb://",
        "FUBAKO_DB_URL, jdbc:mariadb://127.0.0.1:1/fubako, 'no database answers at 127.0.0.1:1'",
        "FUBAKO_JMS_URL, http://localhost/, FUBAKO_JMS_URL must be tcp://host:port",
        "FUBAKO_BLOB_STORE, s3, FUBAKO_BLOB_STORE must be file",
        "FUBAKO_BLOB_RESERVE_BYTES, 2GB, FUBAKO_BLOB_RESERVE_BYTES must be a whole number",
        "FUBAKO_BLOB_ORPHAN_GRACE, 1 day, FUBAKO_BLOB_ORPHAN_GRACE must be a duration",
        "FUBAKO_JOBS_EVERY, PT0.5S, 'FUBAKO_JOBS_EVERY must be a duration from PT1S to PT1H'",
        "FUBAKO_TRUSTED_PROXIES, proxy.example, FUBAKO_TRUSTED_PROXIES must be",
        "FUBAKO_SIGNIN_FAILURES, 5, FUBAKO_SIGNIN_FAILURES must be a number from 10",
        "FUBAKO_BASE_URL, files.example.jp, FUBAKO_BASE_URL must be",
        "FUBAKO_NODE, ../node, FUBAKO_NODE must be",
        "FUBAKO_HTTPS_PORT, 8443, FUBAKO_HTTPS_PORT needs FUBAKO_TLS_KEYSTORE",
    })
    void aSettingThatCannotBeIsToldBeforeAnythingIsStarted(String name, String value, String told) throws Exception {
        Path data = Files.createTempDirectory(folder, "settings").resolve("data");

        Fubako fubako = Fubako.launch(Fubako.Program.built(), data, Map.of(name, value));

        requireRefused(fubako, told);
        assertThat(data.resolve("db")).doesNotExist();
    }

    private static void requireRefused(Fubako fubako, String told) throws Exception {
        assertThat(fubako.awaitExit()).as(fubako.log()).isEqualTo(1);
        assertThat(fubako.log())
                .contains("Fubako does not start: ")
                .contains(told)
                .doesNotContain("\tat ");
    }

    @Test
    void aKeyStoreThatDoesNotOpenIsTold() throws Exception {
        Path store = keyStore("closed");
        Map<String, String> environment = Map.of(
                "FUBAKO_HTTPS_PORT",
                "8443",
                "FUBAKO_TLS_KEYSTORE",
                store.toString(),
                "FUBAKO_TLS_KEYSTORE_PASSWORD",
                "wrong");

        requireRefused(
                Fubako.launch(Fubako.Program.built(), folder.resolve("closed"), environment),
                "cannot be opened as PKCS#12 with FUBAKO_TLS_KEYSTORE_PASSWORD");
    }

    @Test
    void anApplicationThatIsNotThereIsTold() throws Exception {
        Fubako.Program program = Fubako.Program.built().with(folder.resolve("missing.ear"));

        requireRefused(
                Fubako.launch(program, folder.resolve("missing"), Map.of()),
                "there is no application at " + folder.resolve("missing.ear"));
    }

    @Test
    void aDeploymentThatFailsEndsWithItsReasonAndLeavesNoDatabaseBehind() throws Exception {
        Path ear = Files.copy(Fubako.Program.built().ear(), folder.resolve("broken.ear"));
        try (FileSystem content = FileSystems.newFileSystem(ear)) {
            Files.writeString(content.getPath("fubako-ejb.jar"), "no jar at all");
        }

        Fubako fubako = Fubako.launch(Fubako.Program.built().with(ear), folder.resolve("broken"), Map.of());

        assertThat(fubako.awaitExit()).isEqualTo(1);
        assertThat(fubako.log()).contains("Fubako does not start: the application was not deployed: ");
        assertThat(fubako.databaseProcess()).isEmpty();
        assertThat(Files.readString(folder.resolve("broken/db/mariadbd.log")))
                .endsWith("mariadbd: Shutdown complete\n");
    }

    @Test
    void anOrdinaryUserRunsItWithATlsListener() throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        Fubako.Program program = root ? asNobody() : Fubako.Program.built();
        int port = Fubako.freePort();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("FUBAKO_HTTPS_PORT", Integer.toString(port));
        environment.put("FUBAKO_TLS_KEYSTORE", keyStore("tls").toString());
        environment.put("FUBAKO_TLS_KEYSTORE_PASSWORD", STORE_PASSWORD);
        environment.put("FUBAKO_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        environment.put("FUBAKO_BLOB_WARMUP_MEGABYTES", "0");
        Path home = Files.createDirectories(folder.resolve("ordinary"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        Fubako fubako = Fubako.launch(program, home.resolve("data"), environment);
        try {
            fubako.awaitReady();
            assertThat(fubako.log()).contains("and at https://localhost:" + port + "/");
            assertThat(fubako.databaseProcess().orElseThrow().info().user())
                    .hasValue(root ? "nobody" : System.getProperty("user.name"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fubako.data())))
                    .isEqualTo("rwx------");
            assertThat(fubako.call("alice@demo", "PUT", "/dav/private/plain.txt", "plain")
                            .statusCode())
                    .isEqualTo(201);
            requireTls(port);
        } finally {
            fubako.close();
        }
    }

    /** The folders of the build may be closed to other users, so it gets a copy. */
    private static Fubako.Program asNobody() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Fubako.Program built = Fubako.Program.built();
        Path copy = Files.createDirectories(folder.resolve("program/lib")).getParent();
        for (String jar : List.of("fubako-launcher.jar", "payara-micro-fubako.jar")) {
            Files.copy(built.jars().resolve(jar), copy.resolve(jar));
        }
        try (Stream<Path> libraries = Files.list(built.jars().resolve("lib"))) {
            for (Path library : libraries.toList()) {
                Files.copy(library, copy.resolve("lib").resolve(library.getFileName()));
            }
        }
        Path ear = Files.copy(built.ear(), copy.resolve("fubako.ear"));
        return new Fubako.Program(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"), copy, ear);
    }

    private static void requireTls(int port) throws Exception {
        SSLContext context = trusting(folder.resolve("tls.p12"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/dav/private/plain.txt"))
                .header("Authorization", Fubako.basic("alice@demo"))
                .build();
        HttpResponse<String> got =
                HttpClient.newBuilder().sslContext(context).build().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(got.body()).isEqualTo("plain");
        assertThat(got.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(got.headers().firstValue("Strict-Transport-Security")).isPresent();
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            }
        }
        for (int minor : List.of(1, 2)) {
            requireOldProtocolRefused(port, minor);
        }
    }

    /** A greeting by hand, for Java no longer speaks TLS 1.0 (minor 1) or 1.1 (minor 2). */
    private static void requireOldProtocolRefused(int port, int minor) throws IOException {
        byte[] suites = {(byte) 0xC0, 0x0A, (byte) 0xC0, 0x09, (byte) 0xC0, 0x14, (byte) 0xC0, 0x13, 0x00, 0x35};
        ByteBuffer hello = ByteBuffer.allocate(2 + 32 + 1 + 2 + suites.length + 2);
        hello.put((byte) 3).put((byte) minor).put(new byte[32]).put((byte) 0);
        hello.putShort((short) suites.length).put(suites).put((byte) 1).put((byte) 0);
        ByteBuffer record = ByteBuffer.allocate(5 + 4 + hello.capacity());
        record.put((byte) 22).put((byte) 3).put((byte) 1).putShort((short) (4 + hello.capacity()));
        record.putInt(1 << 24 | hello.capacity()).put(hello.array());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(record.array());
            byte[] alert = socket.getInputStream().readNBytes(7);
            // the server may close without a word
            assertThat(alert.length == 0 || alert[0] == ALERT && alert[6] == PROTOCOL_VERSION)
                    .as(HexFormat.of().formatHex(alert))
                    .isTrue();
        }
    }

    private static SSLContext trusting(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A self-signed certificate for localhost, made by the JDK's own tool. */
    private static Path keyStore(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return store;
    }
}
