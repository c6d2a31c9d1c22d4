package org.fubako.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Commits a batch: one statement, which is a transaction of its own where none is under way. A global one around it would cost three
 * more statements. A bean of its own because that of a caller is set aside only where a call enters a bean.
 */
@Stateless
public class LogWriter {

    @Inject
    LogTable table;

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void commit(List<LogRow> rows) {
        table.insert(rows);
    }
}
