package org.fubako.audit;

import java.util.Collections;
import org.fubako.platform.TenantSql;

/** Statements whose text depends on how many rows they are about. */
final class LogSql {

    /** What a row is read from, the table being called {@code l}. */
    static final String COLUMNS = """
            l.id, CAST(l.at AS CHAR), l.service_code, l.address, l.account, l.surface, l.action, l.space, l.path,
              l.destination, l.bytes, l.millis, l.result, l.refers_to""";

    private static final String INSERT = """
            INSERT INTO operation_log (day, tenant_id, id, at, service_code, address, account, surface, action, space,
              path, destination, bytes, millis, result, mac, refers_to) VALUES\s""";

    private static final String ROW = "(" + TenantSql.marks(17) + ")";

    private LogSql() {}

    static String insert(int rows) {
        return INSERT + String.join(", ", Collections.nCopies(rows, ROW));
    }

    static String ended(int starts) {
        return "SELECT refers_to FROM operation_log WHERE day BETWEEN ? AND ? AND tenant_id = ? AND refers_to IN ("
                + TenantSql.marks(starts) + ")";
    }
}
