package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE POLICY: https://www.postgresql.org/docs/18/sql-createpolicy.html
 *
 * @param command ALL, SELECT, INSERT, UPDATE or DELETE
 */
public record CreatePolicy(
        Identifier name,
        QualifiedName table,
        boolean restrictive,
        String command,
        List<Identifier> roles,
        @Nullable Expression using,
        @Nullable Expression check,
        Place place)
        implements Statement {
    public CreatePolicy {
        roles = List.copyOf(roles);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(table).and(roles).and(using).and(check);
    }
}
