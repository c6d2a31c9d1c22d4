package org.fubako.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Speaks as clamd does (INSTREAM of its protocol), knows one virus, the harmless one that all scanners find, and takes a mebibyte at
 * most.
 */
final class Clamd implements AutoCloseable {

    /** EICAR's test file, in two parts so that no scanner finds this source. */
    static final String VIRUS = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private static final int MOST = 1 << 20;

    private final ServerSocket socket;
    private final AtomicLong scanned = new AtomicLong();
    private final Thread server = new Thread(this::serve, "clamd");

    Clamd(int port) throws IOException {
        socket = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
        server.setDaemon(true);
        server.start();
    }

    /** How many contents it was asked about. */
    long scanned() {
        return scanned.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> answer(client), "clamd-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readFully(new byte["zINSTREAM\0".length()]);
            scanned.incrementAndGet();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int length = in.readInt(); length > 0; length = in.readInt()) {
                content.write(in.readNBytes(length));
                if (content.size() > MOST) {
                    say(client, "INSTREAM size limit exceeded. ERROR");
                    return;
                }
            }
            boolean found = content.toString(StandardCharsets.ISO_8859_1).contains(VIRUS);
            say(client, found ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
        } catch (IOException e) {
            // the other side has gone
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\0").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    /** Afterwards nobody is taken any more: a thread that still waits in {@code accept} keeps the port open until it has woken up. */
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            server.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
