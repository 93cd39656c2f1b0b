package dev.bellows.effect;

import dev.bellows.schema.Column;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.UserType;
import dev.bellows.sql.tree.AlterColumnType;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.DataType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which changes of a column's type leave its table as it is: those whose values look the same on disk. */
final class TypeChanges {
    private static final String VARCHAR = "character varying";
    private static final String TIMESTAMP = "timestamp without time zone";
    private static final String TIMESTAMPTZ = "timestamp with time zone";

    /** Values are kept to a precision, and a higher one keeps them all. */
    private static final Set<String> PRECISE = Set.of(
            TIMESTAMP,
            TIMESTAMPTZ,
            "time without time zone",
            "time with time zone",
            "interval",
            "bit varying",
            VARCHAR);

    private final Schema schema;

    TypeChanges(Schema schema) {
        this.schema = schema;
    }

    /** Whether the table is written anew. */
    boolean rewrites(ObjectName table, AlterColumnType change) {
        boolean computed = change.using() != null
                && !(change.using() instanceof ColumnReference reference
                        && reference.name().name().equals(change.column().name()));
        @Nullable
        DataType from = schema.table(table)
                .flatMap(each -> each.column(change.column().name()))
                .map(Column::type)
                .orElse(null);
        return computed || from == null || rewrites(from, change.type());
    }

    /** A domain that demands nothing is its base type under another name. */
    private boolean unconstrainedDomain(DataType from, DataType to) {
        return schema.type(to)
                .filter(type -> type.kind() == UserType.Kind.DOMAIN && !type.constrained())
                .map(UserType::base)
                .filter(base -> base.name().equals(from.name()) && !narrower(from, base))
                .isPresent();
    }

    private boolean rewrites(DataType from, DataType to) {
        if (unconstrainedDomain(from, to)) {
            return false;
        }
        if (from.dimensions() != to.dimensions()) {
            return true;
        }
        String before = from.name();
        String after = to.name();
        if (before.equals(after)) {
            return narrower(from, to);
        }
        boolean sameOnDisk = (before.equals(VARCHAR) && after.equals("text"))
                || (before.equals("text")
                        && after.equals(VARCHAR)
                        && to.modifiers().isEmpty())
                || (before.equals("cidr") && after.equals("inet"))
                || (before.equals("xml") && after.equals("text"))
                // The session's time zone is UTC: Bellows sees to it.
                || (before.equals(TIMESTAMP) && after.equals(TIMESTAMPTZ) && !narrower(from, to))
                || (before.equals(TIMESTAMPTZ) && after.equals(TIMESTAMP) && !narrower(from, to));
        return !sameOnDisk;
    }

    private static boolean narrower(DataType from, DataType to) {
        List<String> before = from.modifiers();
        List<String> after = to.modifiers();
        if (after.isEmpty() || before.equals(after)) {
            return false;
        }
        if (before.isEmpty()) {
            return true;
        }
        if (from.name().equals("numeric")) {
            return number(after, 0) < number(before, 0) || number(after, 1) != number(before, 1);
        }
        return !PRECISE.contains(to.name()) || number(after, 0) < number(before, 0);
    }

    private static int number(List<String> modifiers, int at) {
        if (modifiers.size() <= at) {
            return 0;
        }
        String digits = modifiers.get(at).replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
