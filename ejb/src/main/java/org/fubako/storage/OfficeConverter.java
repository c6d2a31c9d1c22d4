package org.fubako.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Turns office documents into PDF by a program of its own ({@code fubako.office}), which reads a document on its standard input and
 * writes the PDF to its standard output. What strangers wrote is never read in this process.
 */
@ApplicationScoped
class OfficeConverter {

    /** The program says that it is the document that cannot be turned into PDF. */
    private static final int NO_SUCH_DOCUMENT = 65;

    /** Longer than the program gives itself. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Duration TO_CLEAN_UP = Duration.ofSeconds(5);

    private static final byte[] BEGINNING = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final Optional<String> program;
    private final Duration limit;

    @Inject
    OfficeConverter(@ConfigProperty(name = "fubako.office") Optional<String> program) {
        this(program, LIMIT);
    }

    OfficeConverter(Optional<String> program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    /** For proxies. */
    OfficeConverter() {
        this(Optional.empty(), LIMIT);
    }

    boolean isThere() {
        return program.isPresent();
    }

    /** What to do with a PDF that comes from the program; everything is read, or an exception leaves it. */
    @FunctionalInterface
    interface Taking {

        /** The stream ends, or is broken by an IOException when the program has failed. */
        void take(InputStream pdf);
    }

    /**
     * Runs the program once.
     *
     * @return false when the document cannot be turned into PDF; nothing was taken then
     * @throws IOException when the program fails for other reasons
     */
    boolean convert(InputStream document, Taking taking) throws IOException {
        Process process = start();
        whenOver(process, limit, () -> stop(process));
        try {
            return convert(process, document, taking);
        } finally {
            stop(process);
        }
    }

    /** With nothing of this server's environment, in which there are passwords. */
    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(program.orElseThrow()).redirectError(ProcessBuilder.Redirect.INHERIT);
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        return builder.start();
    }

    private static void whenOver(Process process, Duration limit, Runnable then) {
        process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            then.run();
            return process;
        });
    }

    private static boolean convert(Process process, InputStream document, Taking taking) throws IOException {
        send(document, process);
        try (InputStream pdf = new BufferedInputStream(process.getInputStream())) {
            pdf.mark(BEGINNING.length);
            if (!Arrays.equals(pdf.readNBytes(BEGINNING.length), BEGINNING)) {
                return requireRefused(process);
            }
            pdf.reset();
            taking.take(new WholeOutput(pdf, process));
            return true;
        }
    }

    private static void send(InputStream document, Process process) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            document.transferTo(in);
        }
    }

    private static boolean requireRefused(Process process) throws IOException {
        int code = exitCode(process);
        if (code != NO_SUCH_DOCUMENT) {
            throw new IOException("the office program ended with " + code + " and without a PDF");
        }
        return false;
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The children first, so that the program itself can still clean up behind them. */
    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroy();
        whenOver(process, TO_CLEAN_UP, process::destroyForcibly);
    }

    /** Ends only when the program says that it has written everything. */
    private static final class WholeOutput extends java.io.FilterInputStream {

        private final Process process;

        WholeOutput(InputStream pdf, Process process) {
            super(pdf);
            this.process = process;
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return checked(super.read(bytes, offset, length));
        }

        private int checked(int read) throws IOException {
            if (read < 0 && exitCode(process) != 0) {
                throw new IOException("the office program has failed in the middle of its PDF");
            }
            return read;
        }
    }
}
