package org.fubako.web.dav;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/**
 * The {@code If} field (RFC 4918, section 10.4): lists of conditions, each about the request's own resource or a tagged one. It is
 * true when any list is, and a list is when all its conditions are.
 */
record IfHeader(List<StateList> lists) {

    /** What is asked of one resource; {@code tag} is empty for the one of the request. */
    record StateList(Optional<String> tag, List<Condition> conditions) {}

    /** A state token or, where {@code etag} says so, an entity tag with its quotes. */
    record Condition(boolean not, boolean etag, String value) {}

    /** What is true of a resource now. */
    record State(Optional<String> etag, Set<UUID> locks) {

        static final State NOTHING = new State(Optional.empty(), Set.of());
    }

    /** Finds out about a tagged resource or, when empty, the request's own. */
    @FunctionalInterface
    interface States {
        State of(Optional<String> tag);
    }

    boolean holds(States states) {
        return lists.stream().anyMatch(list -> {
            State state = states.of(list.tag());
            return list.conditions().stream().allMatch(condition -> holds(condition, state));
        });
    }

    /** All lock tokens that were submitted, whether their list is true or not (section 10.4.1). */
    Set<UUID> tokens() {
        Set<UUID> tokens = new LinkedHashSet<>();
        lists.stream()
                .flatMap(list -> list.conditions().stream())
                .filter(condition -> !condition.etag() && !condition.not())
                .forEach(condition -> LockTokens.parse(condition.value()).ifPresent(tokens::add));
        return tokens;
    }

    private static boolean holds(Condition condition, State state) {
        boolean matches = condition.etag()
                ? state.etag()
                        .map(tag -> '"' + tag + '"')
                        .filter(condition.value()::equals)
                        .isPresent()
                : LockTokens.parse(condition.value())
                        .filter(state.locks()::contains)
                        .isPresent();
        return matches != condition.not();
    }

    static IfHeader parse(String field) {
        return new Parser(field).parse();
    }

    private static final class Parser {

        private final String field;
        private int at;

        Parser(String field) {
            this.field = field;
        }

        IfHeader parse() {
            List<StateList> lists = new ArrayList<>();
            Optional<String> tag = Optional.empty();
            boolean tagUsed = true;
            blanks();
            while (at < field.length()) {
                if (field.charAt(at) == '<') {
                    require(tagUsed && (lists.isEmpty() || tag.isPresent()));
                    tag = Optional.of(until('<', '>'));
                    tagUsed = false;
                } else {
                    lists.add(new StateList(tag, list()));
                    tagUsed = true;
                }
                blanks();
            }
            require(tagUsed && !lists.isEmpty());
            return new IfHeader(lists);
        }

        private List<Condition> list() {
            List<Condition> conditions = new ArrayList<>();
            take('(');
            blanks();
            while (peek() != ')') {
                conditions.add(condition());
                blanks();
            }
            take(')');
            require(!conditions.isEmpty());
            return conditions;
        }

        private Condition condition() {
            boolean not = field.regionMatches(true, at, "Not", 0, 3);
            if (not) {
                at += 3;
                blanks();
            }
            if (peek() == '<') {
                return new Condition(not, false, until('<', '>'));
            }
            return new Condition(not, true, until('[', ']'));
        }

        /** A closing bracket inside of quotes belongs to the entity tag. */
        private String until(char first, char last) {
            take(first);
            int from = at;
            boolean quoted = false;
            while (peek() != last || quoted) {
                quoted ^= first == '[' && peek() == '"';
                at++;
            }
            at++;
            require(at - 1 > from);
            return field.substring(from, at - 1).strip();
        }

        private void take(char expected) {
            require(peek() == expected);
            at++;
        }

        private char peek() {
            require(at < field.length());
            return field.charAt(at);
        }

        private void blanks() {
            while (at < field.length() && (field.charAt(at) == ' ' || field.charAt(at) == '\t')) {
                at++;
            }
        }

        private static void require(boolean wellFormed) {
            if (!wellFormed) {
                throw new Refusal(Problem.REQUEST_MALFORMED, "If");
            }
        }
    }
}
