package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER DEFAULT PRIVILEGES: https://www.postgresql.org/docs/18/sql-alterdefaultprivileges.html
 *
 * @param on TABLES, FUNCTIONS, ROUTINES, SEQUENCES, TYPES, SCHEMAS or LARGE OBJECTS
 */
public record AlterDefaultPrivileges(
        boolean revoke,
        List<Privilege> privileges,
        String on,
        List<Identifier> schemas,
        List<Identifier> owners,
        List<Identifier> roles,
        boolean cascade,
        Place place)
        implements Statement {
    public AlterDefaultPrivileges {
        privileges = List.copyOf(privileges);
        schemas = List.copyOf(schemas);
        owners = List.copyOf(owners);
        roles = List.copyOf(roles);
    }

    @Override
    public void parts(Parts all) {
        all.and(privileges).and(schemas).and(owners).and(roles);
    }
}
