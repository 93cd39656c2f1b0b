package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER SUBSCRIPTION: https://www.postgresql.org/docs/18/sql-altersubscription.html
 *
 * @param action such as ENABLE, SET or REFRESH PUBLICATION
 */
public record AlterSubscription(
        Identifier name, String action, List<Identifier> publications, List<Option> options, Place place)
        implements Statement {
    public AlterSubscription {
        publications = List.copyOf(publications);
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(publications).and(options);
    }
}
