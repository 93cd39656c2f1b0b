package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER COLUMN … SET GENERATED, RESTART and other options of its sequence.
 */
public record SetIdentity(Identifier column, List<SequenceOption> options, Place place) implements AlterTableAction {
    public SetIdentity {
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(column).and(options);
    }
}
