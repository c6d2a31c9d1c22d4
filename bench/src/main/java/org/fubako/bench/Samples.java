package org.fubako.bench;

import java.util.List;
import java.util.stream.LongStream;

/** Times of single operations, in nanoseconds. */
record Samples(long[] sorted, long elapsedNanos) {

    static Samples of(List<long[]> clients, long elapsedNanos) {
        return new Samples(
                clients.stream().flatMapToLong(LongStream::of).sorted().toArray(), elapsedNanos);
    }

    int count() {
        return sorted.length;
    }

    /** The nearest rank; {@code part} from 0 to 1. */
    double millis(double part) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }

    double perSecond() {
        return sorted.length / (elapsedNanos / 1e9);
    }
}
