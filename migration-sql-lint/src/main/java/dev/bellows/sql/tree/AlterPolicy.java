package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ALTER POLICY: https://www.postgresql.org/docs/18/sql-alterpolicy.html
 */
public record AlterPolicy(
        Identifier name,
        QualifiedName table,
        List<Identifier> roles,
        @Nullable Expression using,
        @Nullable Expression check,
        Place place)
        implements Statement {
    public AlterPolicy {
        roles = List.copyOf(roles);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(table).and(roles).and(using).and(check);
    }
}
