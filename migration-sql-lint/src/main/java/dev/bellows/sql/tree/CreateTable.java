package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE TABLE and CREATE FOREIGN TABLE: https://www.postgresql.org/docs/18/sql-createtable.html
 *
 * @param onCommit DROP, DELETE ROWS or PRESERVE ROWS
 * @param server of a foreign table
 */
public record CreateTable(
        Persistence persistence,
        boolean ifNotExists,
        QualifiedName name,
        List<TableElement> elements,
        List<QualifiedName> inherits,
        @Nullable QualifiedName ofType,
        @Nullable QualifiedName partitionOf,
        @Nullable PartitionBound partitionBound,
        @Nullable PartitionKey partitionBy,
        @Nullable Identifier accessMethod,
        List<Option> parameters,
        @Nullable String onCommit,
        @Nullable Identifier tablespace,
        @Nullable Identifier server,
        Place place)
        implements Statement {
    public CreateTable {
        elements = List.copyOf(elements);
        inherits = List.copyOf(inherits);
        parameters = List.copyOf(parameters);
    }

    @Override
    public void parts(Parts all) {
        all.and(name)
                .and(elements)
                .and(inherits)
                .and(ofType)
                .and(partitionOf)
                .and(partitionBound)
                .and(partitionBy)
                .and(accessMethod)
                .and(parameters)
                .and(tablespace)
                .and(server);
    }
}
