package org.fubako.web.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fubako.audit.DayReport;
import org.fubako.audit.Finding;
import org.fubako.audit.LogService;
import org.fubako.caller.Surface;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** Whether the operation log of a day is complete and unchanged; today when no day is named. */
@Path("logs/operations/verification")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class LogVerificationResource {

    @Inject
    CurrentCaller caller;

    @EJB
    LogService logs;

    @Context
    HttpServletRequest request;

    /** What is wrong, in the terms of {@link Finding}. */
    public record FindingJson(String kind, String where) {

        static FindingJson of(Finding finding) {
            return new FindingJson(finding.kind().name().toLowerCase(Locale.ROOT), finding.where());
        }
    }

    /** The report of a day; {@code checkpoint} is a signed note that can be kept and checked elsewhere. */
    public record VerificationJson(
            String day,
            boolean closed,
            boolean intact,
            long lines,
            long pending,
            int checkpoints,
            Optional<String> checkpoint,
            String verifierKey,
            long found,
            List<FindingJson> findings) {

        static VerificationJson of(DayReport report) {
            return new VerificationJson(
                    report.day().toString(),
                    report.closed(),
                    report.intact(),
                    report.leaves(),
                    report.pending(),
                    report.checkpoints(),
                    report.head(),
                    report.verifierKey(),
                    report.found(),
                    report.findings().stream().map(FindingJson::of).toList());
        }
    }

    @GET
    public VerificationJson verify() {
        Query query = Query.of(request, "day");
        return VerificationJson.of(
                logs.verify(caller.require().over(Surface.API), query.day("day").orElseGet(logs::today)));
    }
}
