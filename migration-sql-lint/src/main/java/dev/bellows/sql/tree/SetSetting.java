package dev.bellows.sql.tree;

import java.util.List;

/**
 * SET and RESET: https://www.postgresql.org/docs/18/sql-set.html
 *
 * @param reset RESET, or SET … TO DEFAULT
 * @param name in lower case; {@code transaction}, {@code session characteristics}, {@code all} for those
 * @param values strings without quotes
 */
public record SetSetting(boolean local, boolean reset, String name, List<String> values, Place place)
        implements Statement {
    public SetSetting {
        values = List.copyOf(values);
    }
}
