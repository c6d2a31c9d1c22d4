package org.fubako.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** The transaction of a batch; a bean of its own because a transaction begins only where a call enters a bean. */
@Stateless
public class LogWriter {

    @Inject
    LogTable table;

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void commit(List<LogRow> rows) {
        table.insert(rows);
    }
}
