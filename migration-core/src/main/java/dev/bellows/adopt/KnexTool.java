package dev.bellows.adopt;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Knex's {@code knex_migrations}, with {@code knex_migrations_lock} beside it, which stays locked when a run is broken off.
 * Facts: https://github.com/knex/knex/blob/master/lib/migrations/migrate/table-creator.js
 */
final class KnexTool implements Tool {
    @Override
    public String name() {
        return "knex";
    }

    @Override
    public String table() {
        return "knex_migrations";
    }

    @Override
    public boolean readable() {
        return false;
    }

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        List<Row> rows = new ArrayList<>();
        Table lock = table.beside(table.name() + "_lock");
        if (lock.exists() && lock.rows("is_locked", "1", row -> row.getInt(1)).contains(1)) {
            rows.add(Row.unfinished(
                    "the lock",
                    "Knex's lock is held: a migration runs, or was broken off",
                    "wait until it has ended; if nothing of it runs: knex migrate:unlock"));
        }
        rows.addAll(table.rows("name", "id", row -> Row.of(row.getString(1), null)));
        return rows;
    }
}
