package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * ALTER DATABASE: https://www.postgresql.org/docs/18/sql-alterdatabase.html
 *
 * @param tablespace where the database moves to; null where it stays
 * @param setting the setting that is set or reset for the database, in lower case, or null
 * @param refreshCollation REFRESH COLLATION VERSION
 */
public record AlterDatabase(
        Identifier name,
        @Nullable Identifier tablespace,
        @Nullable String setting,
        boolean refreshCollation,
        Place place)
        implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(name).and(tablespace);
    }
}
