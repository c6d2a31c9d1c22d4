package org.fubako.audit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statements whose text depends on how many rows they are about. */
final class LogSql {

    /** What a row is read from, the table being called {@code l}. */
    static final String COLUMNS = """
            l.id, CAST(l.at AS CHAR), l.service_code, l.address, l.account, l.surface, l.action, l.space, l.path,
              l.destination, l.bytes, l.millis, l.result, l.refers_to""";

    private static final int ALWAYS_BOUND = 16;

    private static final String INSERT = """
            INSERT INTO operation_log (day, tenant_id, id, at, service_code, address, account, surface, action, space,
              path, destination, bytes, millis, result, mac, refers_to) VALUES\s""";

    private LogSql() {}

    static String insert(List<LogRow> rows) {
        StringBuilder sql = new StringBuilder(INSERT);
        int first = 1;
        for (LogRow row : rows) {
            boolean refers = row.refersTo().isPresent();
            int bound = refers ? ALWAYS_BOUND + 1 : ALWAYS_BOUND;
            sql.append(first == 1 ? "(" : ", (").append(markers(first, bound)).append(refers ? ")" : ", NULL)");
            first += bound;
        }
        return sql.toString();
    }

    static String ended(int starts) {
        return "SELECT refers_to FROM operation_log WHERE day BETWEEN ?1 AND ?2 AND tenant_id = ?3 AND refers_to IN ("
                + markers(4, starts) + ")";
    }

    private static String markers(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(at -> "?" + at).collect(Collectors.joining(", "));
    }
}
