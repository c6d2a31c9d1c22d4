package org.fubako.caller;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** From where something is allowed; none is everywhere. */
public record AddressRanges(List<AddressRange> ranges) {

    /** Of all of them together, in characters. */
    private static final int LONGEST = 2_000;

    public AddressRanges {
        ranges = List.copyOf(ranges);
    }

    /** @throws Refusal ADDRESS_RANGE_MALFORMED for what is no range, and for too many */
    public static AddressRanges parse(List<String> written) {
        AddressRanges parsed = new AddressRanges(written.stream()
                .map(text -> AddressRange.parse(text.strip())
                        .orElseThrow(() -> new Refusal(Problem.ADDRESS_RANGE_MALFORMED, Refusal.shown(text))))
                .distinct()
                .toList());
        if (parsed.toString().length() > LONGEST) {
            throw new Refusal(Problem.ADDRESS_RANGE_MALFORMED, "…");
        }
        return parsed;
    }

    /** What {@link #toString} has written. What is damaged is no permission. */
    public static AddressRanges stored(String text) {
        return new AddressRanges(Arrays.stream(text.split(","))
                .filter(range -> !range.isEmpty())
                .map(range -> AddressRange.parse(range).orElseThrow(() -> new IllegalStateException(range)))
                .toList());
    }

    public boolean admit(String address) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** As they are written for people and programs, one by one. */
    public List<String> written() {
        return ranges.stream().map(AddressRange::toString).toList();
    }

    @Override
    public String toString() {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(","));
    }
}
