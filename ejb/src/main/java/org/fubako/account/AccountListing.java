package org.fubako.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fubako.account.AccountQuery.Part;
import org.fubako.platform.NameKey;
import org.fubako.platform.TenantId;
import org.fubako.platform.TenantSql;

/** Finds accounts for those who manage them. */
@ApplicationScoped
class AccountListing {

    private static final String STATE = "CASE WHEN a.locked_at IS NOT NULL THEN 'SUSPENDED'"
            + " WHEN a.expires_on <= ? THEN 'EXPIRED' WHEN a.password_hash IS NULL THEN 'INVITED' ELSE 'ACTIVE' END";

    private static final String COLUMNS =
            "SELECT a.id, a.name, a.comment, a.mail, a.mail_confirmed_at IS NOT NULL, " + STATE
                    + ", a.expires_on, a.password_lifetime, a.password_due_on, a.password_temporary, a.created_at, a.last_sign_in_at";

    private static final String FOUND = " FROM account a WHERE a.tenant_id = ?"
            + " AND (? = '' OR INSTR(a.name_key, ?) > 0 OR INSTR(LOWER(a.comment), ?) > 0 OR INSTR(a.mail_key, ?) > 0)"
            + " AND (? = '' OR " + STATE + " = ?)"
            + " AND (? = '' OR a.id IN (SELECT m.account_id FROM group_member m JOIN account_group g"
            + " ON g.tenant_id = m.tenant_id AND g.id = m.group_id WHERE m.tenant_id = ? AND g.name_key = ?))";

    @Inject
    TenantSql sql;

    int count(TenantId tenant, AccountQuery query, LocalDate today) {
        return sql.query(
                        row -> row.getInt(1),
                        "SELECT COUNT(*)" + FOUND,
                        parameters(tenant, query, today).toArray())
                .get(0);
    }

    List<AccountView> find(TenantId tenant, AccountQuery query, Part part, LocalDate today) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(today);
        parameters.addAll(parameters(tenant, query, today));
        parameters.addAll(List.of(NameKey.of(part.after()), part.limit(), part.offset()));
        String direction = part.descending() ? " DESC" : "";
        return withGroups(
                tenant,
                sql.query(
                        AccountListing::bare,
                        COLUMNS + FOUND + " AND a.name_key > ? ORDER BY " + column(part.order()) + direction
                                + ", a.name_key" + direction + " LIMIT ? OFFSET ?",
                        parameters.toArray()));
    }

    private static String column(AccountQuery.Order order) {
        return switch (order) {
            case NAME -> "a.name_key";
            case COMMENT -> "a.comment";
            case MAIL -> "a.mail_key";
            case EXPIRES -> "a.expires_on";
            case CREATED -> "a.created_at";
            case LAST_SIGN_IN -> "a.last_sign_in_at";
        };
    }

    private static List<Object> parameters(TenantId tenant, AccountQuery query, LocalDate today) {
        String words = query.words().strip();
        byte[] key = NameKey.of(words);
        String state = query.state().map(Enum::name).orElse("");
        String group = query.group().orElse("");
        return List.of(
                tenant,
                words,
                key,
                words.toLowerCase(Locale.ROOT),
                key,
                state,
                today,
                state,
                group,
                tenant,
                NameKey.of(group));
    }

    /** An account by what is its alone. */
    record Name(UUID id, String name, Optional<String> mail) {}

    /** Of all accounts. */
    List<Name> names(TenantId tenant) {
        return sql.query(
                row -> new Name(TenantSql.id(row, 1), row.getString(2), Optional.ofNullable(row.getString(3))),
                "SELECT id, name, mail FROM account WHERE tenant_id = ?",
                tenant);
    }

    Optional<AccountView> byId(TenantId tenant, UUID id, LocalDate today) {
        return withGroups(
                        tenant,
                        sql.query(
                                AccountListing::bare,
                                COLUMNS + " FROM account a WHERE a.tenant_id = ? AND a.id = ?",
                                today,
                                tenant,
                                id))
                .stream()
                .findFirst();
    }

    private static AccountView bare(ResultSet row) throws SQLException {
        return new AccountView(
                TenantSql.id(row, 1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)),
                row.getBoolean(5),
                List.of(),
                AccountState.valueOf(row.getString(6)),
                new AccountTerms(
                        day(row, 7), Optional.ofNullable(row.getString(8)).map(Period::parse)),
                day(row, 9),
                row.getBoolean(10),
                TenantSql.time(row, 11),
                TenantSql.findTime(row, 12));
    }

    private static Optional<LocalDate> day(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDate.class));
    }

    private List<AccountView> withGroups(TenantId tenant, List<AccountView> bare) {
        if (bare.isEmpty()) {
            return bare;
        }
        Map<UUID, List<String>> groups = new HashMap<>();
        List<UUID> ids = bare.stream().map(AccountView::id).toList();
        sql.query(
                row -> groups.computeIfAbsent(TenantSql.id(row, 1), id -> new ArrayList<>())
                        .add(row.getString(2)),
                "SELECT m.account_id, g.name FROM group_member m JOIN account_group g ON g.tenant_id = m.tenant_id"
                        + " AND g.id = m.group_id WHERE m.tenant_id = ? AND m.account_id IN ("
                        + TenantSql.marks(ids.size())
                        + ") ORDER BY g.name_key",
                tenant,
                ids);
        return bare.stream()
                .map(account -> account.in(groups.getOrDefault(account.id(), List.of())))
                .toList();
    }
}
