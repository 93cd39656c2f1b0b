package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER SEQUENCE with options: https://www.postgresql.org/docs/18/sql-altersequence.html
 */
public record AlterSequence(boolean ifExists, QualifiedName name, List<SequenceOption> options, Place place)
        implements Statement {
    public AlterSequence {
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(options);
    }
}
