package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.storage.blob.BlobDescriptor;
import org.fubako.storage.blob.BlobStore;

/** Looks for viruses through clamd, if there is one ({@code fubako.clamd}, host and port). */
@ApplicationScoped
class VirusScanner {

    private static final int MILLIS_TO_CONNECT = 5_000;

    /** Clamd answers when it has looked at everything: an archive of gigabytes takes its time. */
    private static final int MILLIS_TO_ANSWER = 300_000;

    @Inject
    @ConfigProperty(name = "fubako.clamd")
    Optional<String> clamd;

    @Inject
    BlobStore blobs;

    boolean isThere() {
        return clamd.isPresent();
    }

    /** Begins to look at a content; empty where there is no scanner. SCAN_UNAVAILABLE when it does not answer. */
    Optional<VirusScan> start() {
        return clamd.map(VirusScanner::connect);
    }

    /**
     * Looks at a content that is stored.
     *
     * @param parts in their order
     * @return NOT_SCANNED where there is no scanner
     * @throws Refusal INFECTED, or SCAN_UNAVAILABLE
     */
    VirusCheck scan(TenantId tenant, List<BlobDescriptor> parts) {
        Optional<VirusScan> started = start();
        if (started.isEmpty()) {
            return VirusCheck.NOT_SCANNED;
        }
        try (VirusScan scan = started.get();
                JoinedContent content = new JoinedContent(blobs, tenant, parts)) {
            return scan.of(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VirusScan connect(String address) {
        int colon = address.lastIndexOf(':');
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    MILLIS_TO_CONNECT);
            socket.setSoTimeout(MILLIS_TO_ANSWER);
            return new VirusScan(socket);
        } catch (IOException e) {
            close(socket);
            throw new Refusal(Problem.SCAN_UNAVAILABLE, "", e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(VirusScanner.class.getName()).log(System.Logger.Level.DEBUG, "closing clamd", e);
        }
    }
}
