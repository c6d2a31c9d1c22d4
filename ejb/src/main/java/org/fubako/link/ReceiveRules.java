package org.fubako.link;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.fubako.account.RecipientPassword;
import org.fubako.caller.AddressRanges;
import org.fubako.platform.PlainText;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.LinkPolicy;

/** What can be asked of visitors and offered to them. */
final class ReceiveRules {

    static final int MOST_FILES = 1_000;
    static final long MOST_BYTES = 1L << 40;

    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int MOST_ENDINGS = 50;
    private static final int LONGEST_NAME = 100;
    private static final Pattern ENDING = Pattern.compile("[\\p{L}\\p{N}_-]{1,16}");

    private ReceiveRules() {}

    /** What a wish comes to in a tenant that demands and allows so much. */
    static ReceiveTerms terms(ReceiveWish wish, LinkPolicy policy) {
        requireWithin("validDays", wish.validDays(), policy.longestDays());
        requireWithin("mostFiles", wish.mostFiles(), MOST_FILES);
        requireWithin("bytesPerFile", wish.bytesEach(), MOST_BYTES);
        requireWithin("bytesInAll", wish.bytesInAll(), MOST_BYTES);
        wish.password().ifPresent(RecipientPassword::require);
        boolean code = wish.code() || policy.demand() == LinkPolicy.Demand.CODE;
        if (!policy.demand().isMet(wish.password().isPresent(), code)) {
            throw new Refusal(Problem.RECEIVE_PROTECTION, "");
        }
        return new ReceiveTerms(
                title(wish.title()),
                message(wish.message()),
                wish.mostFiles(),
                wish.bytesEach(),
                wish.bytesInAll(),
                endings(wish.endings()),
                code,
                AddressRanges.parse(wish.addresses()));
    }

    private static void requireWithin(String what, long number, long most) {
        if (number < 1 || number > most) {
            throw new Refusal(Problem.RECEIVE_TERMS, what + ": 1–" + most);
        }
    }

    private static String title(String written) {
        String title = written.strip();
        if (title.isEmpty() || PlainText.length(title) > LONGEST_TITLE || PlainText.isUnprintable(title)) {
            throw new Refusal(Problem.RECEIVE_TERMS, "title: 1–" + LONGEST_TITLE);
        }
        return title;
    }

    private static String message(String written) {
        String message = written.replace("\r\n", "\n").strip();
        if (PlainText.length(message) > LONGEST_MESSAGE || PlainText.isUnprintable(message.replace("\n", ""))) {
            throw new Refusal(Problem.RECEIVE_TERMS, "message: 0–" + LONGEST_MESSAGE);
        }
        return message;
    }

    /** In lower case, without the dot with which some write them. */
    private static List<String> endings(List<String> written) {
        List<String> endings = written.stream()
                .map(text -> text.strip().replaceFirst("^\\.", "").toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (endings.size() > MOST_ENDINGS
                || !endings.stream().allMatch(one -> ENDING.matcher(one).matches())) {
            throw new Refusal(Problem.RECEIVE_TERMS, "types");
        }
        return endings;
    }

    /** The name that a visitor gives: one line, and no address of a page, which would stand in mails that we send. */
    static String visitorName(String written) {
        String name = written.strip();
        boolean sound = !name.isEmpty()
                && PlainText.length(name) <= LONGEST_NAME
                && !PlainText.isUnprintable(name)
                && name.codePoints().noneMatch(point -> Character.getType(point) == Character.FORMAT)
                && !name.contains("://");
        if (!sound) {
            throw new Refusal(Problem.RECEIVE_VISITOR, "");
        }
        return name;
    }
}
