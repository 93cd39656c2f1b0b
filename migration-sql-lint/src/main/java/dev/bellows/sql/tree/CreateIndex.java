package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE INDEX: https://www.postgresql.org/docs/18/sql-createindex.html
 *
 * @param concurrentlyWord where CONCURRENTLY stands, or null
 * @param ifNotExistsWords where IF NOT EXISTS stands, or null
 * @param name null where PostgreSQL chooses one
 */
public record CreateIndex(
        boolean unique,
        @Nullable Place concurrentlyWord,
        @Nullable Place ifNotExistsWords,
        @Nullable Identifier name,
        Relation table,
        @Nullable Identifier method,
        List<IndexElement> elements,
        List<IndexElement> include,
        boolean nullsNotDistinct,
        List<Option> parameters,
        @Nullable Identifier tablespace,
        @Nullable Expression where,
        Place place)
        implements Statement {
    public CreateIndex {
        elements = List.copyOf(elements);
        include = List.copyOf(include);
        parameters = List.copyOf(parameters);
    }

    /** Whether CONCURRENTLY is written. */
    public boolean concurrently() {
        return concurrentlyWord != null;
    }

    /** Whether IF NOT EXISTS is written. */
    public boolean ifNotExists() {
        return ifNotExistsWords != null;
    }

    @Override
    public void parts(Parts all) {
        all.and(name)
                .and(table)
                .and(method)
                .and(elements)
                .and(include)
                .and(parameters)
                .and(tablespace)
                .and(where);
    }
}
