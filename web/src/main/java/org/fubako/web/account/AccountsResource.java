package org.fubako.web.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.AccountChange;
import org.fubako.account.AccountImportService;
import org.fubako.account.AccountImportService.Checked;
import org.fubako.account.AccountImportService.Outcome;
import org.fubako.account.AccountLine;
import org.fubako.account.AccountLinkService;
import org.fubako.account.AccountQuery;
import org.fubako.account.AccountService;
import org.fubako.account.AccountState;
import org.fubako.account.AccountTerms;
import org.fubako.account.AccountView;
import org.fubako.account.SecondFactorService;
import org.fubako.account.SessionService;
import org.fubako.caller.Caller;
import org.fubako.caller.Surface;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.ProblemTexts;
import org.fubako.web.http.BoundedBody;
import org.fubako.web.portal.Language;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.rest.RestApplication;
import org.fubako.web.security.CurrentCaller;

/** The accounts of a tenant, for the role manage-accounts. */
@Path("accounts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AccountsResource {

    /** More than any contract has. */
    private static final int MOST = 1_000_000;

    private static final String DRY_RUN = "dryRun";
    private static final String NAME = "name";
    private static final String PASSWORD = "password";
    /** The language of the mail. */
    private static final String INVITE = "invite";

    private static final String LANGUAGE = "language";
    private static final String COMMENT = "comment";
    private static final String MAIL = "mail";
    private static final String EXPIRES = "expires";
    private static final String LIFETIME = "passwordLifetime";
    private static final String GROUPS = "groups";
    private static final String ADD = "addGroups";
    private static final String REMOVE = "removeGroups";

    @Inject
    CurrentCaller caller;

    @EJB
    AccountService accounts;

    @EJB
    AccountLinkService links;

    @EJB
    AccountImportService imports;

    @EJB
    SessionService sessions;

    @Inject
    SecondFactorService secondFactors;

    @Context
    HttpServletRequest request;

    /**
     * An account.
     *
     * @param expires the day from which nobody signs in
     * @param passwordLifetime as in ISO 8601
     * @param passwordDue the day from which a new password must be chosen
     * @param passwordTemporary whether that must be done at the next sign-in
     * @param temporaryPassword only in the answer to its making, where it was drawn
     */
    public record Account(
            String id,
            String name,
            String comment,
            Optional<String> mail,
            boolean mailConfirmed,
            List<String> groups,
            String state,
            Optional<String> expires,
            Optional<String> passwordLifetime,
            Optional<String> passwordDue,
            boolean passwordTemporary,
            String created,
            Optional<String> lastSignIn,
            Optional<String> temporaryPassword) {

        static Account of(AccountView view, ZoneId zone, Optional<String> temporaryPassword) {
            return new Account(
                    ApiText.id(view.id()),
                    view.name(),
                    view.comment(),
                    view.mail(),
                    view.mailConfirmed(),
                    view.groups(),
                    ApiText.kebab(view.state()),
                    view.terms().expiresOn().map(LocalDate::toString),
                    view.terms().passwordLifetime().map(Object::toString),
                    view.passwordDue().map(LocalDate::toString),
                    view.passwordTemporary(),
                    ApiText.time(view.created(), zone),
                    view.lastSignIn().map(at -> ApiText.time(at, zone)),
                    temporaryPassword);
        }
    }

    /** Some of them; {@code next} where there may be more. */
    public record Accounts(List<Account> items, Optional<String> next) {}

    /** A password that was drawn. */
    public record Drawn(Optional<String> temporaryPassword) {}

    /** The portal's link cannot choose an Accept header, so it says {@code format=text} instead. */
    @GET
    @Produces(MediaType.APPLICATION_JSON + ";qs=1.0")
    public Response find() {
        Query query = Query.of(request, "words", "state", "group", "limit", "cursor", "format");
        Optional<String> format = query.text("format");
        if (format.isPresent()) {
            return text(caller.require(), format.get());
        }
        return Response.ok(find(caller(), query), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private Response text(Caller who, String format) {
        if (!format.equals("text")) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "format");
        }
        return text(who);
    }

    private Accounts find(Caller who, Query query) {
        AccountQuery wanted = new AccountQuery(
                query.text("words").orElse(""),
                query.text("state").map(text -> ApiText.requireConstant(AccountState.class, text, "state")),
                query.text("group"));
        List<AccountView> found = accounts.find(
                who,
                wanted,
                new AccountQuery.Part(
                        AccountQuery.Order.NAME, false, query.cursor().orElse(""), 0, query.limit()));
        Optional<String> next = found.size() < query.limit()
                ? Optional.empty()
                : Optional.of(found.get(found.size() - 1).name());
        return new Accounts(
                found.stream()
                        .map(view -> Account.of(view, who.zone(), Optional.empty()))
                        .toList(),
                next);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, NAME, PASSWORD, INVITE, COMMENT, MAIL, EXPIRES, LIFETIME, GROUPS);
        Caller who = caller();
        AccountService.NewAccount fresh = create(who, json);
        Account made = Account.of(accounts.details(who, fresh.id()), who.zone(), fresh.temporaryPassword());
        return Response.created(URI.create(request.getContextPath() + RestApplication.ROOT + "/accounts/" + made.id()))
                .entity(made)
                .build();
    }

    private AccountService.NewAccount create(Caller who, JsonBody json) {
        AccountChange wanted = change(json, accounts.usualTerms(who));
        Optional<Locale> language = json.findText(INVITE).map(AccountsResource::language);
        if (language.isPresent() && json.has(PASSWORD)) {
            throw new Refusal(Problem.REQUEST_MALFORMED, PASSWORD);
        }
        return language.isPresent()
                ? new AccountService.NewAccount(
                        accounts.invite(who, json.text(NAME), wanted, language.get()), Optional.empty())
                : accounts.create(who, json.text(NAME), json.findText(PASSWORD), wanted);
    }

    private static Locale language(String text) {
        return Language.offered(text).orElseThrow(() -> new Refusal(Problem.REQUEST_MALFORMED, Refusal.shown(text)));
    }

    /** All accounts as a text in five columns, without passwords. */
    @GET
    @Produces("text/tab-separated-values;qs=0.9")
    public Response download() {
        Query.of(request);
        return text(caller());
    }

    private Response text(Caller who) {
        String text = AccountFile.write(accounts.find(
                who, AccountQuery.ALL, new AccountQuery.Part(AccountQuery.Order.NAME, false, "", 0, MOST)));
        return Response.ok("\uFEFF" + text, "text/tab-separated-values;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"fubako-accounts.txt\"")
                .build();
    }

    /**
     * What has become of a line.
     *
     * @param outcome {@code create}, {@code change} or {@code refuse}
     * @param detail why it was refused
     */
    public record Line(int line, String name, String outcome, Optional<String> type, Optional<String> detail) {}

    /** How many lines are done. */
    public record Progress(int done, int of) {}

    /** How many lines were, or would be, done, and which were refused. */
    public record Report(int created, int changed, int refused, List<Line> refusals) {}

    /** Makes and overwrites accounts from a file; with {@code dryRun} it only says what would be done. */
    @POST
    @Path("import")
    @Consumes({"text/tab-separated-values", "text/csv", "text/plain"})
    @Produces(MediaType.APPLICATION_JSON + ";qs=1.0")
    public Report load(InputStream body) {
        Query query = Query.of(request, "charset", DRY_RUN);
        AccountLoad load = load(body, query);
        return report(query.flag(DRY_RUN) ? load.checked() : load.run(done -> {}));
    }

    /** As {@link #load}, telling how far it is: one JSON object on each line, the report on the last. */
    @POST
    @Path("import")
    @Consumes({"text/tab-separated-values", "text/csv", "text/plain"})
    @Produces("application/x-ndjson;qs=0.5")
    public StreamingOutput follow(InputStream body) {
        Query query = Query.of(request, "charset", DRY_RUN);
        AccountLoad load = load(body, query);
        boolean dryRun = query.flag(DRY_RUN);
        Jsonb json = JsonbBuilder.create();
        return out -> {
            List<Checked> done = dryRun
                    ? load.checked()
                    : load.run(count -> tell(out, json.toJson(new Progress(count, load.size()))));
            tell(out, json.toJson(report(done)));
        };
    }

    private AccountLoad load(InputStream body, Query query) {
        List<AccountLine> lines = AccountFile.read(
                BoundedBody.read(body, AccountFile.LARGEST),
                AccountFile.charset(query.text("charset").orElse("UTF-8")));
        return AccountLoad.of(imports, caller(), lines);
    }

    /** Who no longer listens stops what is done. */
    private static void tell(OutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Report report(List<Checked> done) {
        Locale language = ProblemTexts.locale(request);
        return new Report(
                count(done, Outcome.CREATE),
                count(done, Outcome.CHANGE),
                count(done, Outcome.REFUSE),
                done.stream()
                        .filter(one -> one.outcome() == Outcome.REFUSE)
                        .map(one -> new Line(
                                one.line().number(),
                                one.line().name(),
                                ApiText.kebab(one.outcome()),
                                one.refusal().map(why -> ApiText.kebab(why.problem())),
                                one.refusal().map(why -> ProblemTexts.text(why.problem(), why.subject(), language))))
                        .toList());
    }

    private static int count(List<Checked> done, Outcome outcome) {
        return (int) done.stream().filter(one -> one.outcome() == outcome).count();
    }

    @GET
    @Path("{id}")
    public Account details(@PathParam("id") String id) {
        Query.of(request);
        Caller who = caller();
        return Account.of(accounts.details(who, account(id)), who.zone(), Optional.empty());
    }

    /** Changes an account; what is not sent stays as it is. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public void change(@PathParam("id") String id, InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, COMMENT, MAIL, EXPIRES, LIFETIME, GROUPS, ADD, REMOVE);
        Caller who = caller();
        UUID account = account(id);
        accounts.change(
                who, account, change(json, accounts.details(who, account).terms()));
    }

    /** For good, with its private space; that goes to the account {@code heir} where one is named. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        Query query = Query.of(request, "heir");
        accounts.delete(caller(), account(id), query.text("heir"));
    }

    @PUT
    @Path("{id}/suspension")
    public void suspend(@PathParam("id") String id) {
        Query.of(request);
        accounts.suspend(caller(), account(id));
    }

    @DELETE
    @Path("{id}/suspension")
    public void activate(@PathParam("id") String id) {
        Query.of(request);
        accounts.activate(caller(), account(id));
    }

    /** For somebody who has lost the phone: the password alone is enough again, until another one is set up. */
    @DELETE
    @Path("{id}/second-factor")
    public void removeSecondFactor(@PathParam("id") String id) {
        Query.of(request);
        secondFactors.reset(caller(), account(id));
    }

    /** Ends all that run. */
    @DELETE
    @Path("{id}/sessions")
    public void endSessions(@PathParam("id") String id) {
        Query.of(request);
        sessions.endAll(caller(), account(id));
    }

    /** A password to be changed at the next sign-in; drawn where none is sent. */
    @POST
    @Path("{id}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Drawn resetPassword(@PathParam("id") String id, InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, PASSWORD);
        return new Drawn(accounts.resetPassword(caller(), account(id), json.findText(PASSWORD)));
    }

    /** Mails a link to choose a password to its holder. */
    @POST
    @Path("{id}/link")
    @Consumes(MediaType.APPLICATION_JSON)
    public void sendLink(@PathParam("id") String id, InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, LANGUAGE);
        links.send(caller(), account(id), language(json.findText(LANGUAGE).orElse("ja")));
    }

    private static AccountChange change(JsonBody json, AccountTerms before) {
        AccountTerms terms = new AccountTerms(
                json.has(EXPIRES) ? json.findText(EXPIRES).map(text -> Query.day(EXPIRES, text)) : before.expiresOn(),
                json.has(LIFETIME) ? json.findText(LIFETIME).map(AccountTerms::lifetime) : before.passwordLifetime());
        return new AccountChange(
                json.findText(COMMENT),
                json.has(MAIL) ? Optional.of(json.findText(MAIL).orElse("")) : Optional.empty(),
                Optional.of(terms),
                json.findTexts(GROUPS),
                json.findTexts(ADD).orElse(List.of()),
                json.findTexts(REMOVE).orElse(List.of()));
    }

    private static UUID account(String id) {
        return ApiText.uuid(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    private Caller caller() {
        return caller.require().over(Surface.API);
    }
}
