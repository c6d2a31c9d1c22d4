package org.fubako.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/** Payara Micro in this JVM. The EAR is deployed after the boot: Micro cannot take one during it. */
final class ApplicationServer {

    private final Settings settings;
    private PayaraMicroBoot server;

    ApplicationServer(Settings settings) {
        this.settings = settings;
    }

    void boot() throws Exception {
        Path home = settings.data().resolve("payara");
        // what an earlier start left there is of no use, and a half-written configuration does harm
        Folders.delete(home);
        Files.createDirectories(home);
        Path commands = home.resolve("pre-boot.asadmin");
        Files.write(commands, preBoot());
        List<String> options = new ArrayList<>(List.of(
                "--rootdir",
                home.resolve("server").toString(),
                "--port",
                Integer.toString(settings.httpPort()),
                "--nohazelcast",
                "--disablephonehome",
                "--prebootcommandfile",
                commands.toString()));
        settings.tls().ifPresent(tls -> options.addAll(useTls(tls)));
        server = PayaraMicroLauncher.create(options.toArray(String[]::new));
        RequestHeads.correct(server.getRuntime());
    }

    /** The server knows TLS 1.2 and 1.3 only; it takes its key store from the properties of the JVM. */
    private static List<String> useTls(TlsSettings tls) {
        System.setProperty("javax.net.ssl.keyStore", tls.keyStore().toString());
        System.setProperty("javax.net.ssl.keyStorePassword", tls.password());
        System.setProperty("javax.net.ssl.keyStoreType", "PKCS12");
        return List.of("--sslport", Integer.toString(tls.port()), "--sslcert", tls.alias());
    }

    private List<String> preBoot() {
        List<String> commands = new ArrayList<>(listener("http-listener"));
        if (settings.tls().isPresent()) {
            commands.addAll(listener("https-listener"));
        }
        commands.addAll(List.of(
                "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=64",
                "set configs.config.server-config.microprofile-metrics-configuration.enabled=false",
                "set-openapi-configuration --enabled=false",
                "set-microprofile-healthcheck-configuration --enabled=false"));
        return commands;
    }

    private List<String> listener(String name) {
        String network = "set configs.config.server-config.network-config.";
        String http = network + "protocols.protocol." + name + ".http.";
        return List.of(
                network + "network-listeners.network-listener." + name + ".address=" + settings.httpAddress(),
                http + "allow-payload-for-undefined-http-methods=true",
                http + "header-buffer-length-bytes=16384",
                // an upgrade to it would carry requests past the rules of a proxy in front
                http + "http2-enabled=false",
                http + "xpowered-by=false",
                http + "server-header=false",
                http + "request-timeout-seconds=-1");
    }

    /** Micro answers "deployed" for deployments that have failed, so the list of applications decides. */
    void deploy(Path ear) {
        PayaraMicroRuntime runtime = server.getRuntime();
        FirstFailure failure = new FirstFailure();
        Logger everything = Logger.getLogger("");
        everything.addHandler(failure);
        try {
            runtime.deploy(ear.toFile());
        } finally {
            everything.removeHandler(failure);
        }
        if (!runtime.getDeployedApplicationNames().contains("fubako")) {
            throw new StartFailure(
                    "the application was not deployed: " + failure.reason().orElse("see the log above"));
        }
    }

    void stop() throws BootstrapException {
        if (server != null) {
            server.shutdown();
        }
    }
}
