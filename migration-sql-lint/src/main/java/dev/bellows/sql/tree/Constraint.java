package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/** A constraint of a table, a column or a domain. */
public sealed interface Constraint extends Node
        permits CheckConstraint,
                DefaultConstraint,
                ExcludeConstraint,
                ForeignKeyConstraint,
                GeneratedConstraint,
                IdentityConstraint,
                KeyConstraint,
                NotNullConstraint,
                NullConstraint {
    /** Its name, or null where PostgreSQL chooses one. */
    @Nullable
    Identifier name();

    /** What stands behind it. */
    ConstraintAttributes attributes();
}
