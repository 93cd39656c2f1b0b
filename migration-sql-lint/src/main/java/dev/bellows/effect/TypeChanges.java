package dev.bellows.effect;

import dev.bellows.schema.Column;
import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.UserType;
import dev.bellows.sql.tree.AlterColumnType;
import dev.bellows.sql.tree.Cast;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Expression;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which changes of a column's type leave its table as it is: those whose values look the same on disk. */
public final class TypeChanges {
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

    private static final Set<String> TEMPORAL =
            Set.of(TIMESTAMP, TIMESTAMPTZ, "time without time zone", "time with time zone", "interval");

    /** The digits of a second that are kept at most, and where nothing is said. */
    private static final int MICROSECONDS = 6;

    private final Schema schema;

    /** The changes in a schema. */
    public TypeChanges(Schema schema) {
        this.schema = schema;
    }

    /** Whether the table is written anew. */
    public boolean rewrites(ObjectName table, AlterColumnType change) {
        @Nullable DataType from = from(table, change);
        return computed(change, change.using()) || from == null || rewrites(from, change.type());
    }

    /** Whether an index on the column is built anew although the table is not. */
    boolean rebuilds(Index index, AlterColumnType change) {
        String column = change.column().name();
        @Nullable DataType from = from(index.table(), change);
        // PostgreSQL cannot tell that an expression or a condition still means the same.
        boolean computed = index.computed().contains(column)
                || (index.columns().contains(column) && !index.computed().isEmpty());
        boolean ordered = change.collation() != null
                || (from != null && otherOrder(from.name(), change.type().name()));
        return computed || (ordered && index.columns().contains(column));
    }

    /** The operator classes of these differ. */
    private static boolean otherOrder(String before, String after) {
        return !before.equals(after) && (before.equals(TIMESTAMP) || before.equals(TIMESTAMPTZ));
    }

    private @Nullable DataType from(ObjectName table, AlterColumnType change) {
        return schema.table(table)
                .flatMap(each -> each.column(change.column().name()))
                .map(Column::type)
                .orElse(null);
    }

    /** Whether USING says more than the cast that PostgreSQL would use anyway. */
    private static boolean computed(AlterColumnType change, @Nullable Expression using) {
        if (using instanceof Cast cast) {
            DataType to = change.type();
            return !(cast.type().name().equals(to.name())
                            && cast.type().modifiers().equals(to.modifiers())
                            && cast.type().dimensions() == to.dimensions())
                    || computed(change, cast.operand());
        }
        return using != null
                && !(using instanceof ColumnReference reference
                        && reference.name().name().equals(change.column().name()));
    }

    /** A domain that demands nothing is its base type under another name. */
    private boolean unconstrainedDomain(DataType from, DataType to) {
        return schema.type(to)
                .filter(type -> type.kind() == UserType.Kind.DOMAIN && !type.constrained())
                .map(UserType::base)
                .filter(base -> base.name().equals(from.name()) && !narrower(from, base))
                .isPresent();
    }

    /** A domain is stored as its base, of which PostgreSQL forgets how long it may be when the domain goes. */
    private DataType base(DataType from, DataType to) {
        return schema.type(from)
                .filter(type -> type.kind() == UserType.Kind.DOMAIN
                        && !schema.type(to).map(type::equals).orElse(false))
                .map(UserType::base)
                .map(base -> base(
                        new DataType(
                                base.schema(),
                                base.name(),
                                List.of(),
                                base.dimensions() + from.dimensions(),
                                base.setOf(),
                                base.ofColumn(),
                                base.place()),
                        to))
                .orElse(from);
    }

    private boolean rewrites(DataType has, DataType to) {
        DataType from = base(has, to);
        if (unconstrainedDomain(from, to)) {
            return false;
        }
        if (from.dimensions() != to.dimensions()) {
            return true;
        }
        String before = from.name();
        String after = to.name();
        if (before.equals(after)) {
            return narrower(from, to)
                    // The elements of an array are converted one by one.
                    || (to.dimensions() > 0
                            && !to.modifiers().isEmpty()
                            && !to.modifiers().equals(from.modifiers()));
        }
        if (to.dimensions() > 0) {
            return true;
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
            return !(TEMPORAL.contains(to.name()) && number(after, 0) >= MICROSECONDS);
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
