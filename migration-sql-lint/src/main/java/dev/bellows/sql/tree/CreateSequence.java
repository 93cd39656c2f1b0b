package dev.bellows.sql.tree;

import java.util.List;

/**
 * CREATE SEQUENCE: https://www.postgresql.org/docs/18/sql-createsequence.html
 */
public record CreateSequence(
        Persistence persistence, boolean ifNotExists, QualifiedName name, List<SequenceOption> options, Place place)
        implements Statement {
    public CreateSequence {
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(options);
    }
}
