package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column that comes back comes last: several of a table come in the order that they had, so that they have it again. */
public final class ColumnOrder {
    /** What is generated is made from columns that have to be there. */
    private static final Comparator<Stored> OF_A_TABLE =
            Comparator.comparing(Stored::generated).thenComparing(ColumnOrder::number);

    private ColumnOrder() {}

    /** The order in which all that a migration dropped comes back: what it dropped last is first; those of one entry stand in their order. */
    public static List<Stored> back(List<Stored> dropped) {
        List<Stored> things = new ArrayList<>(dropped);
        Collections.reverse(things);
        things.sort(
                Comparator.comparing((Stored stored) -> stored.kept().since()).reversed());
        return of(things);
    }

    /**
     * The order in which things come back together: first what others need, then columns of one table in their own order.
     *
     * @param things the last that was dropped first
     */
    public static List<Stored> of(List<Stored> things) {
        Map<String, List<Stored>> columns = new LinkedHashMap<>();
        for (Stored stored : things) {
            if (stored.column() != null) {
                columns.computeIfAbsent(stored.table(), table -> new ArrayList<>())
                        .add(stored);
            }
        }
        columns.values().forEach(each -> each.sort(OF_A_TABLE));
        List<Stored> sorted =
                new ArrayList<>(things.stream().filter(Stored::neededByOthers).toList());
        for (Stored stored : things) {
            if (stored.column() != null) {
                sorted.addAll(Objects.requireNonNullElse(columns.remove(stored.table()), List.of()));
            } else if (!stored.neededByOthers()) {
                sorted.add(stored);
            }
        }
        return sorted;
    }

    /** The thing, with what is not as it was when those have come back before it. */
    public static Stored after(Stored stored, List<Stored> before) {
        @Nullable ColumnPlace own = stored.column();
        boolean overtaken = own != null
                && stored.made()
                && before.stream()
                        .anyMatch(other -> other.column() != null
                                && other.table().equals(stored.table())
                                && number(other) > own.number());
        return overtaken && !stored.kept().lost().contains(ColumnPlace.COMES_LAST)
                ? stored.losing(ColumnPlace.COMES_LAST)
                : stored;
    }

    /** Whether a column stands behind one that was behind it; also where its table is not found under its name. */
    public static boolean overtaken(Connection connection, Stored stored) throws SQLException {
        @Nullable ColumnPlace place = stored.column();
        String sql = """
                SELECT coalesce(pg_catalog.bool_or(other.attnum < own.attnum), false)
                FROM pg_catalog.pg_attribute AS own LEFT JOIN pg_catalog.pg_attribute AS other
                    ON other.attrelid = own.attrelid AND NOT other.attisdropped AND pg_catalog.quote_ident(other.attname) = ANY (?)
                WHERE own.attrelid = pg_catalog.to_regclass(?) AND pg_catalog.quote_ident(own.attname) = ? AND NOT own.attisdropped
                GROUP BY own.attnum""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            place == null ? new Object[0] : place.following().toArray()));
            statement.setString(2, stored.table());
            statement.setString(3, Values.column(stored));
            try (ResultSet row = statement.executeQuery()) {
                return !row.next() || row.getBoolean(1);
            }
        }
    }

    /**
     * The thing, with its place if whatever is behind that now goes before it comes.
     *
     * @param going columns with their tables, quoted where they must be
     */
    public static Stored when(Connection connection, Stored stored, Set<String> going) throws SQLException {
        @Nullable ColumnPlace place = stored.column();
        if (place == null || !stored.kept().lost().contains(ColumnPlace.COMES_LAST)) {
            return stored;
        }
        String sql = """
                SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = ?::oid AND attnum = ? AND attisdropped)
                    AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
                        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE a.attrelid = ?::oid AND a.attnum > ? AND NOT a.attisdropped
                        AND pg_catalog.format('%I.%I.%I', n.nspname, c.relname, a.attname) <> ALL (?::text[]))""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, place.table());
            statement.setInt(2, place.number());
            statement.setLong(3, place.table());
            statement.setInt(4, place.number());
            statement.setArray(5, connection.createArrayOf("text", going.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1) ? stored.comingWith(ColumnPlace.COMES_LAST) : stored;
            }
        }
    }

    private static int number(Stored stored) {
        @Nullable ColumnPlace place = stored.column();
        return place == null ? 0 : place.number();
    }
}
