package org.fubako.web.account;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.LinkPolicy.Confidential;
import org.fubako.tenant.LinkPolicy.Demand;

/** What is entered about links to documents. */
public final class LinkForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private Integer longestDays;
    private Integer mostDownloads;
    private Demand demand = Demand.NONE;
    private Confidential confidential = Confidential.FORBIDDEN;
    private Integer mostLive;
    private String allowed = "";
    private String forbidden = "";

    static LinkForm of(LinkPolicy policy) {
        LinkForm form = new LinkForm();
        form.longestDays = policy.longestDays();
        form.mostDownloads = policy.mostDownloads();
        form.demand = policy.demand();
        form.confidential = policy.confidential();
        form.mostLive = policy.mostLive().orElse(null);
        form.allowed = String.join("\n", policy.allowedDomains());
        form.forbidden = String.join("\n", policy.forbiddenDomains());
        return form;
    }

    LinkPolicy policy() {
        return new LinkPolicy(
                PoliciesBean.entered(longestDays),
                PoliciesBean.entered(mostDownloads),
                demand,
                confidential,
                Optional.ofNullable(mostLive),
                domains(allowed),
                domains(forbidden));
    }

    private static List<String> domains(String written) {
        return LinkPolicy.domains(Arrays.stream(written.split("[\\s,]+"))
                .filter(domain -> !domain.isEmpty())
                .toList());
    }

    public Integer getLongestDays() {
        return longestDays;
    }

    public void setLongestDays(Integer longestDays) {
        this.longestDays = longestDays;
    }

    public Integer getMostDownloads() {
        return mostDownloads;
    }

    public void setMostDownloads(Integer mostDownloads) {
        this.mostDownloads = mostDownloads;
    }

    public Demand getDemand() {
        return demand;
    }

    public void setDemand(Demand demand) {
        this.demand = demand;
    }

    public Confidential getConfidential() {
        return confidential;
    }

    public void setConfidential(Confidential confidential) {
        this.confidential = confidential;
    }

    public Integer getMostLive() {
        return mostLive;
    }

    public void setMostLive(Integer mostLive) {
        this.mostLive = mostLive;
    }

    public String getAllowed() {
        return allowed;
    }

    public void setAllowed(String allowed) {
        this.allowed = Optional.ofNullable(allowed).orElse("");
    }

    public String getForbidden() {
        return forbidden;
    }

    public void setForbidden(String forbidden) {
        this.forbidden = Optional.ofNullable(forbidden).orElse("");
    }
}
