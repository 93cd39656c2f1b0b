package dev.bellows.sql.tree;

import java.util.List;

/**
 * CREATE SUBSCRIPTION: https://www.postgresql.org/docs/18/sql-createsubscription.html
 */
public record CreateSubscription(Identifier name, List<Identifier> publications, List<Option> options, Place place)
        implements Statement {
    public CreateSubscription {
        publications = List.copyOf(publications);
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(publications).and(options);
    }
}
