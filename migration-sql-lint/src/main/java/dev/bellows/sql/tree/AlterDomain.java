package dev.bellows.sql.tree;

/**
 * ALTER DOMAIN: https://www.postgresql.org/docs/18/sql-alterdomain.html
 */
public record AlterDomain(QualifiedName name, AlterDomainAction action, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(name).and(action);
    }
}
