package org.fubako.account;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import org.fubako.caller.Caller;
import org.fubako.platform.TenantSql;

/** What is known of one's own account. */
@Stateless
public class ProfileService {

    @Inject
    TenantSql sql;

    /** Names of the groups that one is a member of. */
    public List<String> groups(Caller caller) {
        return sql.query(
                row -> row.getString(1),
                "SELECT g.name FROM group_member m JOIN account_group g ON g.tenant_id = m.tenant_id AND g.id = m.group_id"
                        + " WHERE m.tenant_id = ? AND m.account_id = ? ORDER BY g.name_key",
                caller.tenant(),
                caller.accountId());
    }
}
