package org.fubako.audit;

import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fubako.platform.TenantId;

/**
 * What a checkpoint says of a tree: which one it is, how many leaves it has, and its root in base64. Its text is that of C2SP
 * tlog-checkpoint, without extension lines.
 */
record TreeHead(String origin, long size, String root) {

    /** The tree whose leaves are the last checkpoints of all days and tenants. */
    static final String DAYS = "fubako/operations";

    private static final Pattern TEXT = Pattern.compile("(\\S{1,200})\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n");

    static TreeHead of(String origin, MerkleTree tree) {
        return new TreeHead(origin, tree.size(), Base64.getEncoder().encodeToString(tree.root()));
    }

    /** The tree of one tenant's rows of one day. */
    static String origin(TenantId tenant, LocalDate day) {
        return DAYS + "/" + tenant + "/" + day;
    }

    static Optional<TreeHead> parse(String text) {
        Matcher lines = TEXT.matcher(text);
        return lines.matches()
                ? Optional.of(new TreeHead(lines.group(1), Long.parseLong(lines.group(2)), lines.group(3)))
                : Optional.empty();
    }

    String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }
}
