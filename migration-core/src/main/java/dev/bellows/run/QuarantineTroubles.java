package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Refusal;
import dev.bellows.quarantine.Stored;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What PostgreSQL refuses of a restore or a purge, and what to do about it. */
final class QuarantineTroubles {
    /** Its own comes back with it wherever that can have its name. */
    private static final String OTHER_TYPE =
            "its type's name is another type's by now: rename that one first (ALTER TYPE … RENAME TO …)";

    /** No such type or table. https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final Set<String> NOT_THERE = Set.of("42704", "42P01");

    /** A key of another table, of its own, an exclusion. */
    private static final Set<String> NO_LONGER_FIT = Set.of("23503", "23505", "23P01");

    private static final Pattern UNIDENTIFIED =
            Pattern.compile("table \"(.+?)\" because it does not have a replica identity");

    private QuarantineTroubles() {}

    /**
     * The refusal.
     *
     * @param verb {@code restore} or {@code purge}
     * @param waiting all that waits
     */
    static Refusal refusal(String verb, List<Stored> things, SQLException error, List<Stored> waiting) {
        return Refusal.of(
                "cannot-" + verb,
                things.get(0).kept().migration(),
                objects(things),
                Failures.sentence(error),
                verb.equals("restore")
                        ? nextOfRestore(things, error, waiting)
                        : "it waits as before; mend that, and run again: bellows quarantine purge "
                                + things.get(0).kept().name());
    }

    /** Their names. */
    static String objects(List<Stored> things) {
        return things.stream().map(stored -> stored.kept().object()).collect(Collectors.joining(", "));
    }

    private static String nextOfRestore(List<Stored> things, SQLException error, List<Stored> waiting) {
        return "nothing was changed; " + first(things, error, waiting) + mend(things, error, OTHER_TYPE)
                + ", or read it where it waits: "
                + things.stream().map(stored -> stored.kept().place()).collect(Collectors.joining(", "));
    }

    /** What waits itself and is named by what brings these back: a table whose rows a column holds. */
    private static String first(List<Stored> things, SQLException error, List<Stored> waiting) {
        List<String> needed = waiting.stream()
                .filter(other -> !things.contains(other)
                        && other.kept().way() == QuarantineWay.MOVED
                        && things.stream()
                                .flatMap(stored -> stored.restore().stream())
                                .anyMatch(mend -> mend.needed() && mend.sql().contains(" " + other.table())))
                .map(other -> "bring back " + other.kept().object() + " first: bellows quarantine restore "
                        + other.kept().name() + "; else ")
                .toList();
        return NOT_THERE.contains(Failures.state(error)) ? String.join("", needed) : "";
    }

    /** What refused to come back by itself, with a migration that makes it. */
    static OwnStatementException comingBack(Stored stored, SQLException error) {
        return new OwnStatementException(
                "to bring back " + stored.kept().object() + " from "
                        + stored.kept().name(),
                error,
                (NO_LONGER_FIT.contains(Failures.state(error))
                                ? "bring it back beforehand, which leaves out what its values do not fit and says so: bellows quarantine restore "
                                        + stored.kept().name()
                                : mend(List.of(stored), error, "let the file make it with the type that it had"))
                        + ", or read it where it waits (" + stored.kept().place() + ")"
                        // Without it the file of an expand does what it did the first time; a down has nothing then.
                        + (stored.kept().down()
                                ? ", or give it up: bellows quarantine purge "
                                        + stored.kept().name()
                                : ""));
    }

    /**
     * What to do.
     *
     * @param otherType what to do where the column has another type than its values
     */
    private static String mend(List<Stored> things, SQLException error, String otherType) {
        return switch (Failures.state(error)) {
            case "42P01" -> "bring its table back first, if that waits as well: bellows quarantine";
            case "42P07", "42701", "42710" -> "rename or drop first what has its name now";
            case "3F000" -> "its schema is gone; make that first" + schema(things, error);
            case "42704", "42883", "42703" ->
                "make first what it needs, as it was: its type, or the key of its rows;"
                        + " what of that waits as well comes first: bellows quarantine";
            case "42804" ->
                things.stream().anyMatch(stored -> stored.kept().way() == QuarantineWay.MOVED)
                        ? otherColumns(things)
                        : otherType;
            case "42846" -> otherType;
            case "55000" -> "mend that first" + identity(things, error);
            case "23502", "23514" ->
                "its table has a constraint that some of its rows violate: drop that one, go on, and add it again NOT VALID";
            default -> "mend that first";
        };
    }

    /** Of a partition it is its own that counts. */
    private static String identity(List<Stored> things, SQLException error) {
        Matcher table = UNIDENTIFIED.matcher(String.valueOf(error.getMessage()));
        if (!table.find()) {
            return "";
        }
        String name = table.group(1);
        String whole = things.stream()
                .map(Stored::table)
                .filter(each -> each.endsWith("." + name) || each.endsWith("." + Sql.quote(name)))
                .findFirst()
                .orElse(Sql.quote(name));
        return ": ALTER TABLE " + whole + " REPLICA IDENTITY DEFAULT, or FULL where it has no primary key";
    }

    /** A partition, or a heir: the table that it was a part of was changed while it waited. */
    private static String otherColumns(List<Stored> things) {
        return "the table that it is a part of has other columns by now: give it the same where it waits (ALTER TABLE "
                + things.get(things.size() - 1).kept().place()
                + " ADD COLUMN …; DROP COLUMN … loses values)";
    }

    /** Several things may be of several schemas. */
    private static String schema(List<Stored> things, SQLException error) {
        String message = String.valueOf(error.getMessage());
        return things.stream()
                .map(stored -> stored.table().replaceFirst("^(\\w+ )?((?:\"(?:[^\"]|\"\")*\"|[^\".]+))\\..*", "$2"))
                .filter(schema -> message.contains(schema.replace("\"", "")))
                .findFirst()
                .map(schema -> " (CREATE SCHEMA " + schema + ")")
                .orElse("");
    }
}
