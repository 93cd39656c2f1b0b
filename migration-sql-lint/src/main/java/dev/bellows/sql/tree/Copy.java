package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * COPY: https://www.postgresql.org/docs/18/sql-copy.html
 *
 * @param source what is copied in place of a table
 * @param from FROM rather than TO
 * @param standardStream STDIN or STDOUT rather than a file or a program
 */
public record Copy(
        @Nullable QualifiedName table,
        @Nullable Statement source,
        List<Identifier> columns,
        boolean from,
        boolean standardStream,
        Place place)
        implements Statement {
    public Copy {
        columns = List.copyOf(columns);
    }

    @Override
    public void parts(Parts all) {
        all.and(table).and(source).and(columns);
    }
}
