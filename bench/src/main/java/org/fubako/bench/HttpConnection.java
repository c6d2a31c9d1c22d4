package org.fubako.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP/1.1 connection that is kept open, and opened again when the server has closed it. As little as a load generator needs,
 * because on a small machine what the client burns is missing at the server. Not for several threads.
 */
final class HttpConnection implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;
    private static final int TIMEOUT_MILLIS = 600_000;

    private final URI server;
    private final String fields;
    private final byte[] scratch = new byte[BUFFER];
    private Optional<Socket> socket = Optional.empty();
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    /** @param fields header fields of every request, each ended by CR LF */
    HttpConnection(URI server, String fields) {
        this.server = server;
        this.fields = fields;
    }

    /** An answer; {@code bytes} counts the body, {@code body} holds it when it was asked for. */
    record Answer(int status, long bytes, byte[] body) {}

    /** Writes the body of a request; may be called twice when a kept connection turns out to be closed. */
    interface Body {

        Body NONE = out -> {};

        void writeTo(OutputStream out) throws IOException;
    }

    /** Sends a request and reads the whole answer. */
    Answer call(String method, String rawPath, String moreFields, long length, Body body, boolean keep)
            throws IOException {
        boolean reused = socket.isPresent();
        try {
            return exchange(method, rawPath, moreFields, length, body, keep);
        } catch (IOException closedMeanwhile) {
            close();
            if (!reused) {
                throw closedMeanwhile;
            }
            return exchange(method, rawPath, moreFields, length, body, keep);
        }
    }

    private Answer exchange(String method, String rawPath, String moreFields, long length, Body body, boolean keep)
            throws IOException {
        open();
        StringBuilder head = new StringBuilder(400)
                .append(method)
                .append(' ')
                .append(rawPath)
                .append(" HTTP/1.1\r\nHost: ")
                .append(server.getAuthority())
                .append("\r\n")
                .append(fields)
                .append(moreFields);
        if (length >= 0) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        body.writeTo(out);
        out.flush();
        return read(keep);
    }

    private void open() throws IOException {
        if (socket.isEmpty()) {
            Socket fresh = new Socket(server.getHost(), server.getPort() < 0 ? 80 : server.getPort());
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(fresh.getInputStream(), BUFFER);
            out = new BufferedOutputStream(fresh.getOutputStream(), 64 * 1024);
            socket = Optional.of(fresh);
        }
    }

    private Answer read(boolean keep) throws IOException {
        String line = line();
        int status = Integer.parseInt(line.substring(9, 12));
        long length = -1;
        boolean chunked = false;
        boolean last = line.startsWith("HTTP/1.0");
        for (String field = line(); !field.isEmpty(); field = line()) {
            int colon = field.indexOf(':');
            String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = field.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Long.parseLong(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> last = value.equalsIgnoreCase("close");
                default -> {
                    // of no use here
                }
            }
        }
        if (status == 100) {
            return read(keep);
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        OutputStream target = keep ? kept : OutputStream.nullOutputStream();
        boolean bodiless = status == 204 || status == 304;
        long bytes = bodiless ? 0 : chunked ? chunks(target) : length >= 0 ? exactly(length, target) : rest(target);
        if (last || !bodiless && !chunked && length < 0) {
            close();
        }
        return new Answer(status, bytes, kept.toByteArray());
    }

    private long chunks(OutputStream target) throws IOException {
        long total = 0;
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            total += exactly(size, target);
            line();
        }
        while (!line().isEmpty()) {
            // trailers
        }
        return total;
    }

    private long chunkSize() throws IOException {
        return Long.parseLong(line().split(";")[0].strip(), 16);
    }

    private long exactly(long length, OutputStream target) throws IOException {
        long left = length;
        while (left > 0) {
            int count = in.read(scratch, 0, (int) Math.min(left, scratch.length));
            if (count < 0) {
                throw new EOFException("the answer ends " + left + " bytes early");
            }
            target.write(scratch, 0, count);
            left -= count;
        }
        return length;
    }

    private long rest(OutputStream target) throws IOException {
        return in.transferTo(target);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket.isPresent()) {
            socket.get().close();
            socket = Optional.empty();
        }
    }
}
