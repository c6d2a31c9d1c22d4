package org.fubako.web.audit;

import jakarta.ejb.EJBException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import org.fubako.audit.LogLine;
import org.fubako.audit.LogService;
import org.fubako.caller.Caller;

/** Sends the log while it is read; however long it is, only a chunk of it is in memory. */
record LogExport(LogService logs, Caller caller, LocalDate from, LocalDate to) implements StreamingOutput {

    @Override
    public void write(OutputStream out) throws IOException {
        LogCsv csv = new LogCsv(out);
        try {
            logs.export(caller, from, to, line -> print(csv, line));
        } catch (EJBException e) {
            // the reader has gone, which the container takes for a bug
            if (e.getCause() instanceof UncheckedIOException gone) {
                throw gone.getCause();
            }
            throw e;
        }
        csv.finish();
    }

    private static void print(LogCsv csv, LogLine line) {
        try {
            csv.print(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
