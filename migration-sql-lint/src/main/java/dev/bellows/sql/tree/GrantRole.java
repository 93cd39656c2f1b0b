package dev.bellows.sql.tree;

import java.util.List;

/**
 * GRANT and REVOKE of roles: https://www.postgresql.org/docs/18/sql-grant.html
 */
public record GrantRole(boolean revoke, List<Privilege> granted, List<Identifier> roles, boolean cascade, Place place)
        implements Statement {
    public GrantRole {
        granted = List.copyOf(granted);
        roles = List.copyOf(roles);
    }

    @Override
    public void parts(Parts all) {
        all.and(granted).and(roles);
    }
}
