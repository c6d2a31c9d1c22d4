package org.fubako.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers to recipients as their names say: {@code refused} never, {@code later} not now, all others at once. */
final class PickyMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> recipients = new CopyOnWriteArrayList<>();

    PickyMailServer(int port) throws IOException {
        socket = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "picky-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Every recipient that anybody has named. */
    List<String> recipients() {
        return recipients;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException e) {
                // the client or the test has ended it
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        say(out, "220 picky");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("RCPT")) {
                recipients.add(line.replaceAll(".*<|>.*", ""));
                say(out, line.contains("refused") ? "550 nobody" : line.contains("later") ? "451 later" : "250 ok");
            } else if (line.equals("DATA")) {
                say(out, "354 go on");
                while (!in.readLine().equals(".")) {
                    // nobody reads it
                }
                say(out, "250 ok");
            } else {
                say(out, line.startsWith("QUIT") ? "221 bye" : "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
