package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.effect.TypeChanges;
import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.schema.Column;
import dev.bellows.sql.tree.AlterColumnType;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.SetSetting;
import dev.bellows.sql.tree.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column gets another type. */
final class ChangeType implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "change-type", "The type of a column changes.", CONTRACT, BLOCKS, FAILS, ADVICE)
            .why("""
                    `ALTER COLUMN … TYPE` writes the table anew under an `ACCESS EXCLUSIVE` lock, and builds all its indexes anew,
                    unless old values look the same on disk as new ones: a wider `varchar(n)`, `varchar` to `text`, more digits of
                    `numeric` at the same scale, more precision of `timestamp`, `interval` and `varbit`, `cidr` to `inet`. Even
                    then indexes on expressions and partial ones that use the column are built anew; a change of collation, or
                    between `timestamp` and `timestamptz`, builds anew every index on the column. Between these two the table
                    stays as it is when the session's time zone is UTC, which Bellows sees to. While a view or a generated column reads the
                    column, PostgreSQL refuses every change of its type.""")
            .who("""
                    Everybody who uses the table, as long as it takes. The release that runs now: it sends and expects the old
                    type, its prepared statements fail with *cached plan must not change result type*, and values that do not fit
                    fail with `22001`, `22003` or `22P02`. Drivers are strict: pgjdbc does not give a `timestamptz` as a
                    `LocalDateTime`.""")
            .way("""
                    A new column of the new type, a trigger that keeps both in step, a backfill in batches, a release that uses the
                    new one; the old one goes as a contract.""")
            .cost("Two releases and the space of a second column; no moment in which somebody waits.");

    private static final Set<String> TIMESTAMPS = Set.of("timestamp without time zone", "timestamp with time zone");
    private static final Set<String> UTC =
            Set.of("utc", "etc/utc", "gmt", "etc/gmt", "uct", "zulu", "0", "+00:00", "+0");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof AlterColumnType type) {
                check(change, type, findings);
            }
        }
    }

    private static void check(TableChange change, AlterColumnType type, Findings findings) {
        Scope scope = change.scope();
        @Nullable
        DataType from = scope.column(change.name(), type.column().name())
                .map(Column::type)
                .orElse(null);
        boolean zones = from != null && zones(from, type.type());
        boolean elsewhere = zones && !utc(scope);
        boolean rewrites = elsewhere || new TypeChanges(scope.schema()).rewrites(change.resolved(), type);
        boolean contract = (rewrites || zones) && !change.isNew(type.column().name());
        boolean blocks = change.takesLong() || (elsewhere && !change.foreign());
        EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        verdicts.addAll(TableChange.verdicts(contract, blocks));
        List<String> readers = new ColumnReaders(scope.schema())
                .of(change.resolved(), type.column().name());
        if (!readers.isEmpty()) {
            verdicts.add(FAILS);
        }
        if (verdicts.isEmpty()
                && type.collation() != null
                && !change.isNew(type.column().name())) {
            verdicts.add(ADVICE);
        }
        if (!verdicts.isEmpty()) {
            String refused = readers.isEmpty()
                    ? ""
                    : "PostgreSQL refuses it while " + String.join(" and ", readers) + " reads "
                            + type.column().written() + ": drop that before and make it again after, in this migration";
            String message = message(change, type, from, rewrites, contract, blocks, zones);
            findings.add(Hit.at(
                            type.place(),
                            refused.isEmpty() || message.isEmpty() ? refused + message : message + "; " + refused)
                    .being(verdicts)
                    .way(
                            contract || rewrites
                                    ? new TypeWay(change, type, from, zones).steps()
                                    : blocks ? lesser(change, type) : Way.NONE)
                    .assuming(assumed(change, type, from)));
        }
    }

    private static String message(
            TableChange change,
            AlterColumnType type,
            @Nullable DataType from,
            boolean rewrites,
            boolean contract,
            boolean blocks,
            boolean zones) {
        String column = change.table() + "." + type.column().written();
        String to = change.scope().text(type.type());
        StringBuilder message = new StringBuilder();
        if (contract) {
            message.append("code that runs now still sends and expects ")
                    .append(from == null ? "the old type" : Sql.type(from))
                    .append(" in ")
                    .append(column)
                    .append(", not ")
                    .append(to);
        }
        if (blocks) {
            message.append(message.isEmpty() ? "" : "; ")
                    .append("nobody can read or write ")
                    .append(change.table())
                    .append(
                            rewrites
                                    ? " while it is written anew with all its indexes"
                                    : " while indexes that use " + column + " are built anew");
        }
        if (zones && !rewrites) {
            message.append("; the session of Bellows is in UTC, so ")
                    .append(change.table())
                    .append(" is not written anew and its values count as UTC");
        }
        if (message.isEmpty() && type.collation() != null) {
            message.append("what code that runs now reads ordered by ")
                    .append(column)
                    .append(" comes in another order");
        }
        return message.toString();
    }

    private static @Nullable String assumed(TableChange change, AlterColumnType type, @Nullable DataType from) {
        return change.assumed() != null || from != null
                ? change.assumed()
                : "no file here tells the type of " + change.table() + "."
                        + type.column().written() + ": taken as one that does not look the same on disk";
    }

    /** Whether it is between the two kinds of timestamps. */
    private static boolean zones(DataType from, DataType to) {
        return TIMESTAMPS.contains(from.name())
                && TIMESTAMPS.contains(to.name())
                && !from.name().equals(to.name());
    }

    /** Whether the migration leaves the session in the time zone that Bellows has set. */
    private static boolean utc(Scope scope) {
        boolean utc = true;
        for (Scope.Earlier earlier : scope.earlier()) {
            if (earlier.statement() instanceof SetSetting setting
                    && setting.name().equals("timezone")) {
                List<String> values = setting.values();
                utc = setting.reset()
                        || (values.size() == 1 && UTC.contains(values.get(0).toLowerCase(Locale.ROOT)));
            }
        }
        return utc;
    }

    private static Way lesser(TableChange change, AlterColumnType type) {
        return Way.NONE.then("drop the indexes that use " + change.table() + "."
                + type.column().written()
                + " CONCURRENTLY before, and build them CONCURRENTLY again after it; where they cannot be missed for that long,"
                + " take a new column");
    }
}
