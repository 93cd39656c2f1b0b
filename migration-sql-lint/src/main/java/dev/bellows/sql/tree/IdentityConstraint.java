package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GENERATED … AS IDENTITY.
 */
public record IdentityConstraint(
        @Nullable Identifier name,
        ConstraintAttributes attributes,
        boolean always,
        List<SequenceOption> options,
        Place place)
        implements Constraint {
    public IdentityConstraint {
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(options);
    }
}
