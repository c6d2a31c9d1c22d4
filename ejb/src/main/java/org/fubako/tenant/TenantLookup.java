package org.fubako.tenant;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fubako.caller.AddressRange;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.UuidConverter;
import org.fubako.tenant.LinkPolicy.Confidential;
import org.fubako.tenant.LinkPolicy.Demand;
import org.fubako.tenant.PasswordPolicy.Kind;
import org.fubako.tenant.PasswordPolicy.Style;

/**
 * Reads tenants for {@link TenantDirectory}. A session bean, because the persistence unit belongs to this module and a plain bean
 * that is first used by the web module would look for it there.
 */
@Stateless
public class TenantLookup {

    private static final String COLUMNS =
            "SELECT t.id, t.code, t.name, c.service_code, t.zone, t.forbidden_names, c.capacity_bytes, p.password_style,"
                    + " p.password_shortest, p.password_kinds, p.password_blocklist, p.password_lifetime,"
                    + " p.password_remembered, p.session_idle_minutes, p.session_longest_hours, p.session_most,"
                    + " p.main_password, p.addresses_portal, p.addresses_administration, p.addresses_dav, p.addresses_api,"
                    + " t.second_factor_demanded, COALESCE(c.max_links, LEAST(10 * c.max_accounts, 2147483647)), p.link_longest_days, p.link_most_downloads, p.link_demand,"
                    + " p.link_confidential, p.link_most_live, p.link_allowed_domains, p.link_forbidden_domains, l.id"
                    + " FROM tenant t JOIN contract c ON c.tenant_id = t.id LEFT JOIN policy p ON p.tenant_id = t.id"
                    + " LEFT JOIN tenant_logo l ON l.tenant_id = t.id"
                    + " WHERE t.state = 'ACTIVE' AND ";

    private static final int FIRST_OF_POLICY = 7;
    private static final int SECOND_FACTOR = FIRST_OF_POLICY + 14;
    private static final int CONTRACT_LINKS = SECOND_FACTOR + 1;
    private static final int FIRST_OF_LINKS = CONTRACT_LINKS + 1;
    private static final int LOGO = FIRST_OF_LINKS + 7;

    @PersistenceContext(unitName = "fubako")
    EntityManager entities;

    public Optional<TenantInfo> byId(TenantId tenant) {
        return query("t.id = ?", UuidConverter.bytes(tenant.value()));
    }

    public Optional<TenantInfo> byCode(String code) {
        return query("t.code_key = ?", NameKey.of(code));
    }

    public Optional<TenantInfo> byHost(String host) {
        return query("t.host_name = ?", host);
    }

    @SuppressWarnings("unchecked")
    private Optional<TenantInfo> query(String condition, Object parameter) {
        List<Object[]> rows = entities.createNativeQuery(COLUMNS + condition)
                .setParameter(1, parameter)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new TenantInfo(
                        new TenantId(UuidConverter.uuid((byte[]) row[0])),
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        ZoneId.of((String) row[4]),
                        policies(row).withForbiddenNames(list((String) row[5])),
                        ((Number) row[6]).longValue(),
                        isTrue(row[SECOND_FACTOR]),
                        number(row[CONTRACT_LINKS]),
                        Optional.ofNullable((byte[]) row[LOGO]).map(UuidConverter::uuid)));
    }

    private static Policies policies(Object... row) {
        int at = FIRST_OF_POLICY;
        if (row[at] == null) {
            return Policies.DEFAULT;
        }
        PasswordPolicy password = new PasswordPolicy(
                Style.valueOf((String) row[at]),
                number(row[at + 1]),
                list((String) row[at + 2]).stream().map(Kind::valueOf).collect(Collectors.toSet()),
                isTrue(row[at + 3]),
                Optional.ofNullable((String) row[at + 4]).map(Period::parse),
                number(row[at + 5]));
        SessionPolicy sessions = new SessionPolicy(
                Optional.ofNullable(row[at + 6]).map(TenantLookup::number),
                Optional.ofNullable(row[at + 7]).map(TenantLookup::number),
                number(row[at + 8]));
        Map<AddressArea, List<AddressRange>> addresses = new EnumMap<>(AddressArea.class);
        for (AddressArea area : AddressArea.values()) {
            addresses.put(area, Policies.ranges(list((String) row[at + 10 + area.ordinal()])));
        }
        return new Policies(password, sessions, isTrue(row[at + 9]), addresses, List.of(), links(row));
    }

    private static LinkPolicy links(Object... row) {
        int at = FIRST_OF_LINKS;
        return new LinkPolicy(
                number(row[at]),
                number(row[at + 1]),
                Demand.valueOf((String) row[at + 2]),
                Confidential.valueOf((String) row[at + 3]),
                Optional.ofNullable(row[at + 4]).map(TenantLookup::number),
                list((String) row[at + 5]),
                list((String) row[at + 6]));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    private static boolean isTrue(Object value) {
        return value instanceof Boolean truth ? truth : number(value) != 0;
    }
}
