package org.fubako.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All rows against one WebDAV address, in a folder of their own that is taken away at the end. */
final class Run {

    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;
    private static final int CONNECTIONS = 16;
    private static final int MIXED_CONNECTIONS = 32;
    private static final int LARGE_RUNS = 3;
    private static final String LARGE = "large-0";
    private static final int SETTLE_SECONDS = 2;

    private final Options options;
    private final URI base;
    private final Optional<ServerProcess> server;
    private final Table table;
    private final AtomicInteger names = new AtomicInteger();

    Run(Options options, Table table) {
        this.options = options;
        this.base = options.url().resolve("bench-" + ProcessHandle.current().pid() + "/");
        this.server = options.find("pid").map(pid -> new ServerProcess(Long.parseLong(pid)));
        this.table = table;
    }

    /** One operation of a client; {@code turn} counts from 0 within the client. */
    private interface Operation {

        void run(DavClient client, int number, int turn) throws IOException;
    }

    private DavClient client(URI folder) {
        return new DavClient(folder, options.get("user", ""), options.get("password", ""));
    }

    void all() throws IOException, InterruptedException {
        String folder = base.getRawPath().substring(options.url().getRawPath().length());
        try (DavClient outside = client(options.url())) {
            outside.makeFolder(folder.substring(0, folder.length() - 1));
        }
        try (DavClient client = client(base)) {
            warmUp(client);
            large(client);
            if (options.wants(Work.PUT_SMALL)) {
                putSmall();
            }
            if (options.wants(Work.GET_SMALL)) {
                getSmall(client);
            }
            if (options.wants(Work.LIST)) {
                list(client);
            }
            if (options.wants(Work.TREE)) {
                tree(client);
            }
            if (options.wants(Work.MIXED)) {
                mixed(client);
            }
            if (options.wants(Work.GROWTH)) {
                growth(client);
            }
            if (options.wants(Work.HEAP)) {
                heap(client);
            }
        } finally {
            try (DavClient outside = client(options.url())) {
                outside.clear(folder);
            }
        }
    }

    /** A JVM needs its time until the code that matters is compiled. */
    private void warmUp(DavClient client) throws IOException, InterruptedException {
        int seconds = options.warmUpSeconds();
        if (seconds == 0) {
            return;
        }
        client.makeFolder("warm");
        client.put("warm/large", 256 * MIB);
        client.get("warm/large", 256 * MIB);
        timed(CONNECTIONS, seconds, 0, (each, number, turn) -> {
            String name = "warm/" + number + "-" + turn % 10;
            each.put(name, 10 * KIB);
            each.get(name, 10 * KIB);
            if (turn % 10 == 0) {
                each.list("warm/");
            }
        });
        client.delete("warm/");
    }

    private void large(DavClient client) throws IOException, InterruptedException {
        boolean put = options.wants(Work.PUT_LARGE);
        if (!put && !options.wants(Work.GET_LARGE) && !options.wants(Work.RANGE)) {
            return;
        }
        // each under a name of its own: a server that writes over its old file is handed back memory that is still warm
        int runs = put ? LARGE_RUNS : 1;
        Measured uploads = repeat(runs, turn -> {
            client.put("large-" + turn, GIB);
            flush();
        });
        if (put) {
            table.transfers("PUT 1 GiB", uploads.samples, GIB, uploads.cpuMillisEach());
        }
        if (options.wants(Work.GET_LARGE)) {
            Measured downloads = repeat(LARGE_RUNS, turn -> client.get(LARGE, GIB));
            table.transfers("GET 1 GiB", downloads.samples, GIB, downloads.cpuMillisEach());
        }
        if (options.wants(Work.RANGE)) {
            Random random = new Random(1);
            Operation range =
                    (each, number, turn) -> each.range(LARGE, (long) (random.nextDouble() * (GIB - MIB)), MIB);
            report("range of 1 MiB in 1 GiB", timed(1, options.seconds(), SETTLE_SECONDS, range));
        }
        for (int run = 0; run < runs; run++) {
            client.delete("large-" + run);
        }
    }

    private void putSmall() throws IOException, InterruptedException {
        try (DavClient client = client(base)) {
            client.makeFolder("put");
        }
        Operation one = (each, number, turn) -> each.put("put/" + name(), KIB);
        Operation ten = (each, number, turn) -> each.put("put/" + name(), 10 * KIB);
        report("PUT 1 KiB, new, one by one", timed(1, options.seconds(), SETTLE_SECONDS, one));
        report("PUT 10 KiB, new, one by one", timed(1, options.seconds(), SETTLE_SECONDS, ten));
        report("PUT 1 KiB, new, 16 connections", timed(CONNECTIONS, options.seconds(), SETTLE_SECONDS, one));
        report("PUT 10 KiB, new, 16 connections", timed(CONNECTIONS, options.seconds(), SETTLE_SECONDS, ten));
        Operation over = (each, number, turn) -> each.put("put/over-" + number + "-" + turn % 50, 10 * KIB);
        report("PUT 10 KiB, over, 16 connections", timed(CONNECTIONS, options.seconds(), SETTLE_SECONDS, over));
    }

    private void getSmall(DavClient client) throws IOException, InterruptedException {
        client.makeFolder("get");
        fill(client, "get/", 1_000, 10 * KIB);
        Operation get = (each, number, turn) -> each.get("get/" + document(number * 61 + turn, 1_000), 10 * KIB);
        report("GET 10 KiB, one by one", timed(1, options.seconds(), SETTLE_SECONDS, get));
        report("GET 10 KiB, 16 connections", timed(CONNECTIONS, options.seconds(), SETTLE_SECONDS, get));
    }

    private void list(DavClient client) throws IOException, InterruptedException {
        for (int members : new int[] {100, 1_000, 10_000}) {
            String folder = "list-" + members + "/";
            client.makeFolder("list-" + members);
            fill(client, folder, members, KIB);
            DavClient.requireMembers(client.list(folder), members);
            Operation list = (each, number, turn) -> each.list(folder);
            report(Table.text("PROPFIND depth 1 of %,d", members), timed(1, options.seconds(), SETTLE_SECONDS, list));
        }
    }

    private void tree(DavClient client) throws IOException, InterruptedException {
        client.makeFolder("tree");
        client.makeFolder("tree/0");
        fill(client, "tree/0/", 1_000, KIB);
        int turns = 5;
        report("COPY a folder of 1,000", repeat(turns, turn -> client.copy("tree/0/", "tree/copy-" + turn + "/")));
        DavClient.requireMembers(client.list("tree/copy-0/"), 1_000);
        report(
                "MOVE a folder of 1,000",
                repeat(turns, turn -> client.move("tree/copy-" + turn + "/", "tree/moved-" + turn + "/")));
        report("DELETE a folder of 1,000", repeat(turns, turn -> client.delete("tree/moved-" + turn + "/")));
    }

    /** 70 % GET, 15 % PUT, 10 % PROPFIND of 100, 5 % MOVE, all of 10 KiB documents. */
    private void mixed(DavClient client) throws IOException, InterruptedException {
        int documents = 100;
        for (int number = 0; number < MIXED_CONNECTIONS; number++) {
            client.makeFolder("mixed-" + number);
            fill(client, "mixed-" + number + "/", documents, 10 * KIB);
        }
        Random[] chances = new Random[MIXED_CONNECTIONS];
        for (int number = 0; number < MIXED_CONNECTIONS; number++) {
            chances[number] = new Random(number);
        }
        int[] moved = new int[MIXED_CONNECTIONS];
        Operation mix = (each, number, turn) -> {
            String folder = "mixed-" + number + "/";
            int chance = chances[number].nextInt(100);
            String some = folder + document(chances[number].nextInt(documents), documents);
            if (chance < 70) {
                each.get(some, 10 * KIB);
            } else if (chance < 85) {
                each.put(some, 10 * KIB);
            } else if (chance < 95) {
                each.list(folder);
            } else {
                String from = moved[number] % 2 == 0 ? "mover" : "moved";
                if (moved[number] == 0) {
                    each.put(folder + from, 10 * KIB);
                }
                each.move(folder + from, folder + (from.equals("mover") ? "moved" : "mover"));
                moved[number]++;
            }
        };
        report("mixed, 32 connections", timed(MIXED_CONNECTIONS, 2 * options.seconds(), SETTLE_SECONDS, mix));
    }

    /** The same work in an account with 1,000 and with 100,000 documents. */
    private void growth(DavClient client) throws IOException, InterruptedException {
        client.makeFolder("growth");
        client.makeFolder("small");
        fill(client, "small/", 100, KIB);
        int filled = 0;
        for (int documents : new int[] {1_000, 100_000}) {
            for (; filled < documents; filled += 1_000) {
                client.makeFolder("growth/" + filled);
                fill(client, "growth/" + filled + "/", 1_000, KIB);
            }
            String after = Table.text(" among %,d", documents);
            Operation put = (each, number, turn) -> each.put("growth/0/" + name(), KIB);
            report("PUT 1 KiB" + after, timed(1, options.seconds(), SETTLE_SECONDS, put));
            Operation stat = (each, number, turn) -> each.stat("growth/0/" + document(turn, 1_000));
            report("stat of a document" + after, timed(1, options.seconds(), SETTLE_SECONDS, stat));
            Operation list = (each, number, turn) -> each.list("small/");
            report("PROPFIND of 100" + after, timed(1, options.seconds(), SETTLE_SECONDS, list));
        }
    }

    /** Live heap before, while and after 5 GiB come in: what grows with the content would show as hundreds of megabytes. */
    private void heap(DavClient client) throws IOException, InterruptedException {
        OptionalLong java = server.map(ServerProcess::java).orElse(OptionalLong.empty());
        if (java.isEmpty()) {
            return;
        }
        List<String> megabytes = new ArrayList<>();
        long length = 5 * GIB;
        long pid = java.getAsLong();
        client.put("huge", length, out -> {
            for (long part = 0; part < 5; part++) {
                DavClient.content(GIB).writeTo(out);
                megabytes.add(Table.text("%.1f", liveHeap(pid) / 1e6));
            }
        });
        megabytes.add(Table.text("%.1f", liveHeap(pid) / 1e6));
        client.delete("huge");
        table.note("live heap, MB, PUT 5 GiB, per GiB", String.join("  ", megabytes));
    }

    private static long liveHeap(long pid) throws IOException {
        try {
            return ServerProcess.liveHeap(pid);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String document(int number, int of) {
        return Table.text("document-%05d.txt", Math.floorMod(number, of));
    }

    private String name() {
        return "d" + names.incrementAndGet();
    }

    private void fill(DavClient client, String folder, int documents, long length)
            throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        together(8, (each, number) -> {
            for (int at = next.getAndIncrement(); at < documents; at = next.getAndIncrement()) {
                each.put(folder + document(at, documents), length);
            }
            return 0;
        });
        client.list(folder);
    }

    /** The command that makes durable what a server has acknowledged without flushing it; counted as part of the upload. */
    private void flush() throws IOException {
        if (options.find("flush").isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder("sh", "-c", options.get("flush", ""))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private record Measured(Samples samples, Optional<Duration> cpu) {

        Optional<Double> cpuMillisEach() {
            return cpu.map(used -> used.toNanos() / 1e6 / samples.count());
        }
    }

    private void report(String work, Measured measured) {
        table.operations(work, measured.samples, measured.cpuMillisEach());
    }

    private Optional<Duration> cpu() {
        return server.map(ServerProcess::cpu);
    }

    private interface Turn {

        void run(int turn) throws IOException;
    }

    private Measured repeat(int turns, Turn work) throws IOException {
        long[] nanos = new long[turns];
        Optional<Duration> before = cpu();
        long start = System.nanoTime();
        for (int turn = 0; turn < turns; turn++) {
            long begin = System.nanoTime();
            work.run(turn);
            nanos[turn] = System.nanoTime() - begin;
        }
        return new Measured(
                Samples.of(List.of(nanos), System.nanoTime() - start), cpu().map(now -> now.minus(before.get())));
    }

    /** Runs an operation on several connections for some seconds, after some more that do not count. */
    private Measured timed(int connections, int seconds, int settleSeconds, Operation operation)
            throws IOException, InterruptedException {
        long from = System.nanoTime() + TimeUnit.SECONDS.toNanos(settleSeconds);
        long end = from + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<long[]>> running = new ArrayList<>();
            for (int number = 0; number < connections; number++) {
                int mine = number;
                running.add(threads.submit(() -> {
                    try (DavClient client = client(base)) {
                        return between(from, end, client, mine, operation);
                    }
                }));
            }
            TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
            Optional<Duration> before = cpu();
            List<long[]> nanos = collect(running);
            return new Measured(Samples.of(nanos, System.nanoTime() - from), cpu().map(now -> now.minus(before.get())));
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] between(long from, long end, DavClient client, int number, Operation operation)
            throws IOException {
        long[] nanos = new long[1024];
        int count = 0;
        int turn = 0;
        for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            operation.run(client, number, turn++);
            if (begin >= from) {
                nanos = count < nanos.length ? nanos : Arrays.copyOf(nanos, 2 * count);
                nanos[count++] = System.nanoTime() - begin;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    private interface Client {

        int run(DavClient client, int number) throws IOException;
    }

    private void together(int connections, Client work) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int number = 0; number < connections; number++) {
                int mine = number;
                clients.add(() -> {
                    try (DavClient client = client(base)) {
                        return work.run(client, mine);
                    }
                });
            }
            collect(threads.invokeAll(clients));
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<T> collect(List<Future<T>> running) throws IOException, InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            try {
                results.add(one.get());
            } catch (ExecutionException e) {
                throw new IOException("a client has failed: " + e.getCause(), e.getCause());
            }
        }
        return results;
    }
}
