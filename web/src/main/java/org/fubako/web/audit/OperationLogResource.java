package org.fubako.web.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.fubako.audit.LogService;
import org.fubako.audit.LogService.LogPage;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** The operation log: pages of JSON, or all of a period as CSV by Accept. The last three days when none are named. */
@Path("logs/operations")
@RequestScoped
public class OperationLogResource {

    private static final String CSV = "text/csv;charset=UTF-8";

    @Inject
    CurrentCaller caller;

    @EJB
    LogService logs;

    @Context
    HttpServletRequest request;

    /** Lines, newest first, and where the next page begins. */
    public record LogPageJson(List<LogEntryJson> items, Optional<String> next) {

        static LogPageJson of(LogPage page) {
            return new LogPageJson(page.items().stream().map(LogEntryJson::of).toList(), page.next());
        }
    }

    /** The portal's link cannot choose an Accept header, so it says {@code format=csv} instead. */
    @GET
    @Produces(MediaType.APPLICATION_JSON + ";qs=1.0")
    public Response page() {
        Query query = query();
        if (query.text("format").isPresent()) {
            return export(caller.require(), query);
        }
        LogPageJson page = LogPageJson.of(
                logs.page(caller.require().over(Surface.API), from(query), to(query), query.limit(), query.cursor()));
        return Response.ok(page, MediaType.APPLICATION_JSON_TYPE).build();
    }

    @GET
    @Produces("text/csv;qs=0.9")
    public Response export() {
        return export(caller.require().over(Surface.API), query());
    }

    private Response export(Caller reader, Query query) {
        LocalDate from = from(query);
        LocalDate to = to(query);
        logs.checkExport(reader, from, to);
        return Response.ok(new LogExport(logs, reader, from, to), CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + LogCsv.fileName(from, to) + "\"")
                .build();
    }

    private Query query() {
        Query query = Query.of(request, "from", "to", "limit", "cursor", "format");
        if (query.text("format").filter(format -> !format.equals("csv")).isPresent()) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "format");
        }
        return query;
    }

    private LocalDate from(Query query) {
        return query.day("from").orElseGet(() -> to(query).minusDays(2));
    }

    private LocalDate to(Query query) {
        return query.day("to").orElseGet(logs::today);
    }
}
