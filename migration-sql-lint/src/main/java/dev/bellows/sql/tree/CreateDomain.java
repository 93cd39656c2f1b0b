package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE DOMAIN: https://www.postgresql.org/docs/18/sql-createdomain.html
 */
public record CreateDomain(
        QualifiedName name, DataType type, @Nullable QualifiedName collation, List<Constraint> constraints, Place place)
        implements Statement {
    public CreateDomain {
        constraints = List.copyOf(constraints);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(type).and(collation).and(constraints);
    }
}
