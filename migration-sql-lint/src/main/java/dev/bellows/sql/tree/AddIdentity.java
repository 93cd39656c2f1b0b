package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER COLUMN … ADD GENERATED … AS IDENTITY.
 */
public record AddIdentity(Identifier column, boolean always, List<SequenceOption> options, Place place)
        implements AlterTableAction {
    public AddIdentity {
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(column).and(options);
    }
}
