package dev.bellows.run;

import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.IndexElement;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Indexes and constraints to which a file gives no name. A table that came back may have them, and PostgreSQL would make each once more
 * under another name; or its down dropped them first, and they have to be made.
 */
final class Unnamed {
    private static final String INDEX = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_index AS x WHERE x.indrelid = pg_catalog.to_regclass(?) AND x.indisunique = ?
                AND x.indpred IS NULL AND x.indexprs IS NULL AND ARRAY(SELECT a.attname::text
                    FROM pg_catalog.unnest((x.indkey::int2[])[0:x.indnkeyatts - 1]) WITH ORDINALITY AS k(number, place)
                        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = k.number
                    ORDER BY k.place) = ?::text[])""";

    private static final String FOREIGN_KEY = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint AS f WHERE f.conrelid = pg_catalog.to_regclass(?) AND f.contype = 'f'
                AND f.confrelid = pg_catalog.to_regclass(?) AND ARRAY(SELECT a.attname::text
                    FROM pg_catalog.unnest(f.conkey) WITH ORDINALITY AS k(number, place)
                        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = k.number
                    ORDER BY k.place) = ?::text[])""";

    /** Whether there are two that say the same. One that has just come back may not have looked at the rows yet. */
    private static final String TWICE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = pg_catalog.to_regclass(?) AND k.contype <> 'n'
                    GROUP BY k.contype, pg_catalog.replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID', '') HAVING count(*) > 1)
                OR EXISTS (SELECT FROM pg_catalog.pg_index AS x CROSS JOIN LATERAL pg_catalog.pg_get_indexdef(x.indexrelid) AS d
                    WHERE x.indrelid = pg_catalog.to_regclass(?)
                    GROUP BY x.indisunique, pg_catalog.substr(d, pg_catalog.strpos(d, ' USING ')) HAVING count(*) > 1)""";

    private final Session session;

    Unnamed(Session session) {
        this.session = session;
    }

    /** Whether a statement makes nothing but such things. */
    static boolean all(Statement parsed) {
        return (parsed instanceof CreateIndex index && index.name() == null)
                || (parsed instanceof AlterTable alter
                        && alter.actions().stream()
                                .allMatch(action -> action instanceof AddConstraint add
                                        && add.constraint().name() == null));
    }

    /**
     * Whether a table has what the statement would make.
     *
     * @param table with its schema, quoted where it must be
     * @return empty where that cannot be told before it is made
     */
    Optional<Boolean> there(Statement parsed, String table) throws SQLException {
        if (parsed instanceof CreateIndex index) {
            return index(index, table);
        }
        @Nullable Boolean all = null;
        for (var action : ((AlterTable) parsed).actions()) {
            Optional<Boolean> one = constraint(((AddConstraint) action).constraint(), table);
            if (one.isEmpty() || (all != null && !all.equals(one.get()))) {
                return Optional.empty();
            }
            all = one.get();
        }
        return Optional.ofNullable(all);
    }

    /** Whether it has two now that say the same. */
    boolean twice(String table) throws SQLException {
        return yes(TWICE, table, table, null, null);
    }

    private Optional<Boolean> index(CreateIndex index, String table) throws SQLException {
        boolean plain = index.where() == null
                && index.elements().stream().map(IndexElement::expression).allMatch(Unnamed::isColumn);
        return plain
                ? Optional.of(yes(
                        INDEX,
                        table,
                        null,
                        index.unique(),
                        index.elements().stream()
                                .map(element -> ((ColumnReference) element.expression())
                                        .name()
                                        .name())
                                .toList()))
                : Optional.empty();
    }

    private static boolean isColumn(Object expression) {
        return expression instanceof ColumnReference column && column.name().schema() == null;
    }

    private Optional<Boolean> constraint(Constraint constraint, String table) throws SQLException {
        if (constraint instanceof ForeignKeyConstraint key && !key.columns().isEmpty()) {
            return Optional.of(yes(FOREIGN_KEY, table, WaitingThings.quoted(key.table()), null, names(key.columns())));
        }
        return constraint instanceof KeyConstraint key && !key.columns().isEmpty()
                ? Optional.of(yes(INDEX, table, null, true, names(key.columns())))
                : Optional.empty();
    }

    private static List<String> names(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::name).toList();
    }

    private boolean yes(
            String sql, String table, @Nullable String other, @Nullable Boolean unique, @Nullable List<String> columns)
            throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            int next = 1;
            statement.setString(next++, table);
            if (other != null) {
                statement.setString(next++, other);
            }
            if (unique != null) {
                statement.setBoolean(next++, unique);
            }
            if (columns != null) {
                statement.setArray(next, session.connection().createArrayOf("text", columns.toArray()));
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
