package org.fubako.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.ClientNetwork;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.tenant.AddressArea;
import org.fubako.tenant.TenantInfo;

/**
 * Lets in only from the addresses that the tenant has opened an area to. Asked before any password, so that from elsewhere nobody
 * can even guess; the answer depends on the tenant alone and tells nothing about accounts.
 */
@ApplicationScoped
public class AddressGate {

    /** The result of a line about somebody who came from outside. */
    static final String RESULT = "address";

    /** So many names of each network are logged in a while: who floods the gate must not flood the log. */
    private static final int NAMES = 10;

    private static final String PRODUCT = "Fubako";

    private final Cache<String, Set<String>> logged = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    @EJB
    OperationLog log;

    /**
     * @param caller who wants in; before the password he is nobody yet, with the name that he has given
     * @throws Refusal ADDRESS_NOT_ALLOWED from outside
     */
    public void require(TenantInfo tenant, AddressArea area, Caller caller) {
        if (tenant.policies().admits(area, caller.address())) {
            return;
        }
        String network = tenant.id() + "|" + area + "|" + ClientNetwork.of(caller.address());
        Set<String> names = logged.get(network, key -> ConcurrentHashMap.newKeySet());
        if (names.size() < NAMES && names.add(caller.accountName())) {
            log.recordApart(
                    LogEvent.of(caller, Action.SIGN_IN, "").to(area.label()).ended(RESULT), Optional.empty());
        }
        throw new Refusal(Problem.ADDRESS_NOT_ALLOWED, PRODUCT);
    }
}
