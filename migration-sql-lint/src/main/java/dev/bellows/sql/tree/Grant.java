package dev.bellows.sql.tree;

import java.util.List;

/**
 * GRANT and REVOKE of privileges: https://www.postgresql.org/docs/18/sql-grant.html
 *
 * @param kind of the objects
 * @param allInSchema the objects are schemas, and all of the kind in them are meant
 */
public record Grant(
        boolean revoke,
        List<Privilege> privileges,
        ObjectKind kind,
        boolean allInSchema,
        List<ObjectReference> objects,
        List<Identifier> roles,
        boolean grantOption,
        boolean cascade,
        Place place)
        implements Statement {
    public Grant {
        privileges = List.copyOf(privileges);
        objects = List.copyOf(objects);
        roles = List.copyOf(roles);
    }

    @Override
    public void parts(Parts all) {
        all.and(privileges).and(objects).and(roles);
    }
}
