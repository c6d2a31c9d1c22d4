package org.fubako.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
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
        server = PayaraMicroLauncher.create(new String[] {
            "--rootdir",
            home.resolve("server").toString(),
            "--port",
            Integer.toString(settings.httpPort()),
            "--nohazelcast",
            "--disablephonehome",
            "--prebootcommandfile",
            commands.toString()
        });
        RequestHeads.correct(server.getRuntime());
    }

    private List<String> preBoot() {
        String http = "configs.config.server-config.network-config.protocols.protocol.http-listener.http.";
        String listener =
                "configs.config.server-config.network-config.network-listeners.network-listener.http-listener.";
        return List.of(
                "set " + listener + "address=" + settings.httpAddress(),
                "set " + http + "allow-payload-for-undefined-http-methods=true",
                "set " + http + "header-buffer-length-bytes=16384",
                // an upgrade to it would carry requests past the rules of a proxy in front
                "set " + http + "http2-enabled=false",
                "set " + http + "xpowered-by=false",
                "set " + http + "server-header=false",
                "set " + http + "request-timeout-seconds=-1",
                "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=64",
                "set configs.config.server-config.microprofile-metrics-configuration.enabled=false",
                "set-openapi-configuration --enabled=false",
                "set-microprofile-healthcheck-configuration --enabled=false");
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
