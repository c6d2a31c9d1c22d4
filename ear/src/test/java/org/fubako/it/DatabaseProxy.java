package org.fubako.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between the server and its database, and can lose the commit of an upload or the answer to it. */
final class DatabaseProxy implements AutoCloseable {

    /** Stands in a statement of each upload's transaction, and of no other. */
    private static final String MARK = "INTO stored_blob";

    private static final String COMMIT = "COMMIT";

    enum Loss {
        /** The connection breaks before the database has seen the commit. */
        COMMIT_LOST,
        /** The database commits; the connection breaks before the server hears of it. */
        ANSWER_LOST
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicReference<Loss> next = new AtomicReference<>();
    private volatile int target;

    /** @param target the database's port, also after it has been started again */
    DatabaseProxy(int target) throws IOException {
        this.target = target;
        start("accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void redirect(int port) {
        target = port;
    }

    /** Of the next upload's transaction. */
    void lose(Loss loss) {
        next.set(loss);
    }

    /** Whether what was to be lost has been. */
    boolean hasLost() {
        return next.get() == null;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException connectionEnded) {
                        Thread.currentThread().interrupt();
                    }
                },
                "database-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket server = listener.accept();
            start("connection", () -> connect(server));
        }
    }

    private void connect(Socket server) throws IOException {
        try (server;
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target)) {
            AtomicReference<Loss> losing = new AtomicReference<>();
            start("answers", () -> passAnswers(database, server, losing));
            passStatements(server, database, losing);
        }
    }

    private void passStatements(Socket server, Socket database, AtomicReference<Loss> losing) throws IOException {
        boolean upload = false;
        byte[] buffer = new byte[1 << 16];
        InputStream in = server.getInputStream();
        OutputStream out = database.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            upload |= text.contains(MARK);
            if (upload && text.contains(COMMIT)) {
                upload = false;
                losing.set(next.getAndSet(null));
                if (losing.get() == Loss.COMMIT_LOST) {
                    return;
                }
            }
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    private static void passAnswers(Socket database, Socket server, AtomicReference<Loss> losing) throws IOException {
        byte[] buffer = new byte[1 << 16];
        InputStream in = database.getInputStream();
        OutputStream out = server.getOutputStream();
        try (server) {
            for (int read = in.read(buffer); read >= 0 && losing.get() == null; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
