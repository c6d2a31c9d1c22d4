package org.fubako.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one visitor has handed in, or was about to.
 *
 * @param address of the network from which he came
 * @param proven whether the mail address was shown to be his
 * @param handedInAt empty when he has not come to an end, or not yet
 */
public record ReceiveHandIn(
        UUID id,
        String name,
        String mail,
        boolean proven,
        String address,
        Instant begunAt,
        Optional<Instant> handedInAt,
        List<ReceiveFile> files) {

    /** Keeps a copy of its own. */
    public ReceiveHandIn {
        files = List.copyOf(files);
    }

    /** By which people speak of it. */
    public String number() {
        return number(id);
    }

    /** The end of the id, which is chance, in groups of four. */
    static String number(UUID id) {
        String digits = id.toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
        return digits.substring(20, 24) + "-" + digits.substring(24, 28) + "-" + digits.substring(28);
    }

    /** What is in the folder now. */
    public List<ReceiveFile> stored() {
        return files.stream()
                .filter(file -> file.state() == ReceiveFile.State.STORED)
                .toList();
    }
}
