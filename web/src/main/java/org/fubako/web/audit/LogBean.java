package org.fubako.web.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fubako.audit.LogLine;
import org.fubako.audit.LogService;
import org.fubako.audit.LogService.LogPage;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Texts;
import org.fubako.web.security.CurrentCaller;

/** The operation log on the screen. Period and page stand in the address, so that a view of the log can be passed on. */
@Named("log")
@RequestScoped
public class LogBean {

    private static final int PAGE_SIZE = 100;
    private static final int DAYS_AT_FIRST = 3;
    private static final Set<String> WELL = Set.of("ok", "started", "aborted");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Inject
    CurrentCaller caller;

    @EJB
    LogService logs;

    @Inject
    HttpServletRequest request;

    private LogPage page = new LogPage(List.of(), Optional.empty());
    private String problem = "";

    /** Shows the form again, with the reason above it, when the period is not one that is kept. */
    public void open() {
        try {
            page = logs.page(
                    caller.require(), day(getFrom()), day(getTo()), parameter("path"), PAGE_SIZE, parameter("cursor"));
        } catch (RuntimeException e) {
            Refusal refusal = Failures.refusalIn(e)
                    .filter(why -> why.problem().reason() == Problem.DATE_INVALID.reason())
                    .orElseThrow(() -> e);
            problem = Texts.current().problem(refusal);
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(Problem.DATE_INVALID, text, e);
        }
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isBlank());
    }

    public String getProblem() {
        return problem;
    }

    public String getFrom() {
        return parameter("from")
                .orElseGet(() -> logs.today().minusDays(DAYS_AT_FIRST - 1L).toString());
    }

    public String getTo() {
        return parameter("to").orElseGet(() -> logs.today().toString());
    }

    /** What alone the lines are about; empty for everything. */
    public String getPath() {
        return parameter("path").orElse("");
    }

    /** First day that can be asked for. */
    public String getEarliest() {
        return logs.today().minusDays(LogService.DAYS_KEPT - 1L).toString();
    }

    public String getLatest() {
        return logs.today().toString();
    }

    public List<LogLine> getLines() {
        return page.items();
    }

    public String time(LogLine line) {
        return TIME.format(line.time());
    }

    public String surface(LogLine line) {
        return Texts.current().get("log.surface." + line.surface());
    }

    public String action(LogLine line) {
        return Texts.current().get("log.action." + line.action());
    }

    /** In one word; a refusal is one whatever its reason. */
    public String result(LogLine line) {
        return Texts.current().get("log.result." + (WELL.contains(line.result()) ? line.result() : "refused"));
    }

    public boolean isRefused(LogLine line) {
        return !WELL.contains(line.result());
    }

    public boolean isFirstPage() {
        return parameter("cursor").isEmpty();
    }

    public boolean isMore() {
        return page.next().isPresent();
    }

    public String getPeriodQuery() {
        return "from=" + encoded(getFrom()) + "&to=" + encoded(getTo());
    }

    public String getNextAddress() {
        return getFirstAddress() + "&cursor=" + encoded(page.next().orElse(""));
    }

    public String getFirstAddress() {
        return "/admin/logs?" + getPeriodQuery() + "&path=" + encoded(getPath());
    }

    /** Of the whole period. */
    public String getCsvAddress() {
        return "/api/v1/logs/operations?" + getPeriodQuery() + "&format=csv";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
