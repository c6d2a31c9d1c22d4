package org.fubako.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this machine that can be cut, with all that is under way on it, and mended. */
final class CuttableLine implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean cut;

    CuttableLine(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(CuttableLine::close);
    }

    void mend() {
        cut = false;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cuttable-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (cut) {
                    close(client);
                } else {
                    connect(client, new Socket(InetAddress.getLoopbackAddress(), target));
                }
            } catch (IOException e) {
                // one side has gone
            }
        }
    }

    private void connect(Socket client, Socket server) {
        open.add(client);
        open.add(server);
        start(() -> pass(client, server));
        start(() -> pass(server, client));
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(CuttableLine::close);
    }
}
