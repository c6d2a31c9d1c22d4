package org.fubako.web.account;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fubako.account.PolicyService;
import org.fubako.account.PolicyService.Preview;
import org.fubako.account.PolicyService.ShutOut;
import org.fubako.account.SecondFactorService;
import org.fubako.caller.AddressRange;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.LinkPolicy.Confidential;
import org.fubako.tenant.LinkPolicy.Demand;
import org.fubako.tenant.PasswordPolicy;
import org.fubako.tenant.PasswordPolicy.Kind;
import org.fubako.tenant.PasswordPolicy.Style;
import org.fubako.tenant.Policies;
import org.fubako.tenant.SessionPolicy;
import org.fubako.web.rest.ApiText;
import org.fubako.web.rest.JsonBody;
import org.fubako.web.rest.Query;
import org.fubako.web.security.CurrentCaller;

/** What a tenant decides for all of its accounts. A token cannot change it: whoever has stolen one could let himself in from elsewhere. */
@Path("policies")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PoliciesResource {

    private static final String[] AREAS =
            Arrays.stream(AddressArea.values()).map(AddressArea::label).toArray(String[]::new);

    @Inject
    CurrentCaller caller;

    @EJB
    PolicyService policies;

    @Inject
    SecondFactorService secondFactors;

    @Context
    HttpServletRequest request;

    /** The lifetime is that of new accounts; absent is none. */
    public record Password(
            String style,
            int shortest,
            List<String> kinds,
            boolean blocklist,
            Optional<String> lifetime,
            int remembered) {

        static Password of(PasswordPolicy policy) {
            return new Password(
                    ApiText.kebab(policy.style()),
                    policy.shortest(),
                    policy.kinds().stream().sorted().map(ApiText::kebab).toList(),
                    policy.blocklist(),
                    policy.lifetime().map(Period::toString),
                    policy.remembered());
        }
    }

    /** What is absent is as configured for the whole installation. */
    public record Sessions(Optional<Integer> idleMinutes, Optional<Integer> longestHours, int most) {

        static Sessions of(SessionPolicy policy) {
            return new Sessions(policy.idleMinutes(), policy.longestHours(), policy.most());
        }
    }

    /** Without mostLive there may be as many links in force as the contract has. */
    public record Links(
            int longestDays,
            int mostDownloads,
            String demand,
            String confidential,
            Optional<Integer> mostLive,
            int contractLive,
            List<String> allowedDomains,
            List<String> forbiddenDomains) {

        static Links of(LinkPolicy policy, int contractLinks) {
            return new Links(
                    policy.longestDays(),
                    policy.mostDownloads(),
                    ApiText.kebab(policy.demand()),
                    ApiText.kebab(policy.confidential()),
                    policy.mostLive(),
                    contractLinks,
                    policy.allowedDomains(),
                    policy.forbiddenDomains());
        }
    }

    /** All policies; an area without ranges may be used from everywhere. */
    public record All(
            Password password,
            Sessions sessions,
            boolean mainPassword,
            Map<String, List<String>> addresses,
            List<String> forbiddenNames,
            Links links) {

        static All of(Policies policies, int contractLinks) {
            Map<String, List<String>> addresses = new TreeMap<>();
            for (AddressArea area : AddressArea.values()) {
                addresses.put(
                        area.label(),
                        policies.ranges(area).stream()
                                .map(AddressRange::toString)
                                .toList());
            }
            return new All(
                    Password.of(policies.password()),
                    Sessions.of(policies.sessions()),
                    policies.mainPassword(),
                    addresses,
                    policies.forbiddenNames(),
                    Links.of(policies.links(), contractLinks));
        }
    }

    /** An account that would not get in any more from where it came last. */
    public record Outside(String area, String account, String address, String lastSeen) {

        static Outside of(ShutOut one, ZoneId zone) {
            return new Outside(one.area().label(), one.account(), one.address(), ApiText.time(one.lastSeen(), zone));
        }
    }

    /** What ranges would do. */
    public record Effect(List<Outside> shutOut, int total, boolean you) {

        static Effect of(Preview preview, ZoneId zone) {
            return new Effect(
                    preview.named().stream().map(one -> Outside.of(one, zone)).toList(),
                    preview.total(),
                    preview.you());
        }
    }

    @GET
    public All read() {
        Query.of(request);
        Caller who = caller.overApi();
        return All.of(policies.read(who), policies.contractLinks(who));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public All change(InputStream body) {
        Query.of(request);
        JsonBody json =
                JsonBody.read(body, "password", "sessions", "mainPassword", "addresses", "forbiddenNames", "links");
        caller.requireInPerson();
        Caller who = caller.overApi();
        return All.of(policies.change(who, now -> changed(now, json)), policies.contractLinks(who));
    }

    /** Whether an account without a second factor can do nothing but set one up. */
    public record SecondFactorPolicy(boolean demanded) {}

    @GET
    @Path("second-factor")
    public SecondFactorPolicy secondFactor() {
        Query.of(request);
        return new SecondFactorPolicy(secondFactors.isDemanded(caller.overApi()));
    }

    @PUT
    @Path("second-factor")
    @Consumes(MediaType.APPLICATION_JSON)
    public void demandSecondFactor(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "demanded");
        if (!json.has("demanded")) {
            throw new Refusal(Problem.REQUEST_MALFORMED, "demanded");
        }
        caller.requireInPerson();
        secondFactors.demand(caller.overApi(), json.flag("demanded", false));
    }

    /** Who would be shut out, before anything is changed. */
    @POST
    @Path("preview")
    @Consumes(MediaType.APPLICATION_JSON)
    public Effect preview(InputStream body) {
        Query.of(request);
        JsonBody json = JsonBody.read(body, "addresses");
        Caller who = caller.overApi();
        Map<AddressArea, List<AddressRange>> wanted = addresses(json);
        return Effect.of(policies.preview(who, wanted), who.zone());
    }

    /** Only what was sent is other than it is now. */
    private static Policies changed(Policies now, JsonBody json) {
        Policies after = now;
        Optional<JsonBody> password =
                json.findObject("password", "style", "shortest", "kinds", "blocklist", "lifetime", "remembered");
        if (password.isPresent()) {
            after = after.password(before -> password(before, password.get()));
        }
        Optional<JsonBody> sessions = json.findObject("sessions", "idleMinutes", "longestHours", "most");
        if (sessions.isPresent()) {
            after = after.sessions(before -> sessions(before, sessions.get()));
        }
        Optional<JsonBody> links = json.findObject(
                "links",
                "longestDays",
                "mostDownloads",
                "demand",
                "confidential",
                "mostLive",
                "allowedDomains",
                "forbiddenDomains");
        if (links.isPresent()) {
            after = after.links(before -> links(before, links.get()));
        }
        for (Map.Entry<AddressArea, List<AddressRange>> area : addresses(json).entrySet()) {
            after = after.withAddresses(area.getKey(), area.getValue());
        }
        return after.withMainPassword(json.flag("mainPassword", now.mainPassword()))
                .withForbiddenNames(json.findTexts("forbiddenNames").orElse(now.forbiddenNames()));
    }

    private static PasswordPolicy password(PasswordPolicy before, JsonBody sent) {
        return new PasswordPolicy(
                sent.findText("style")
                        .map(style -> ApiText.requireConstant(Style.class, style, "style"))
                        .orElse(before.style()),
                sent.number("shortest", before.shortest()),
                sent.findTexts("kinds").map(PoliciesResource::kinds).orElse(before.kinds()),
                sent.flag("blocklist", before.blocklist()),
                sent.has("lifetime") ? sent.findText("lifetime").map(PoliciesResource::lifetime) : before.lifetime(),
                sent.number("remembered", before.remembered()));
    }

    private static Set<Kind> kinds(List<String> written) {
        return written.stream()
                .map(kind -> ApiText.requireConstant(Kind.class, kind, "kinds"))
                .collect(Collectors.toSet());
    }

    private static Period lifetime(String written) {
        return PasswordPolicy.lifetime(written)
                .orElseThrow(() -> new Refusal(Problem.POLICY_OUT_OF_RANGE, "password.lifetime"));
    }

    private static SessionPolicy sessions(SessionPolicy before, JsonBody sent) {
        return new SessionPolicy(
                sent.has("idleMinutes") ? sent.findNumber("idleMinutes") : before.idleMinutes(),
                sent.has("longestHours") ? sent.findNumber("longestHours") : before.longestHours(),
                sent.number("most", before.most()));
    }

    private static LinkPolicy links(LinkPolicy before, JsonBody sent) {
        return new LinkPolicy(
                sent.number("longestDays", before.longestDays()),
                sent.number("mostDownloads", before.mostDownloads()),
                sent.findText("demand")
                        .map(demand -> ApiText.requireConstant(Demand.class, demand, "demand"))
                        .orElse(before.demand()),
                sent.findText("confidential")
                        .map(rule -> ApiText.requireConstant(Confidential.class, rule, "confidential"))
                        .orElse(before.confidential()),
                sent.has("mostLive") ? sent.findNumber("mostLive") : before.mostLive(),
                sent.findTexts("allowedDomains").map(LinkPolicy::domains).orElse(before.allowedDomains()),
                sent.findTexts("forbiddenDomains").map(LinkPolicy::domains).orElse(before.forbiddenDomains()));
    }

    private static Map<AddressArea, List<AddressRange>> addresses(JsonBody json) {
        Map<AddressArea, List<AddressRange>> addresses = new EnumMap<>(AddressArea.class);
        json.findObject("addresses", AREAS).ifPresent(sent -> {
            for (AddressArea area : AddressArea.values()) {
                sent.findTexts(area.label()).map(Policies::ranges).ifPresent(ranges -> addresses.put(area, ranges));
            }
        });
        return addresses;
    }
}
