package dev.bellows.run;

import dev.bellows.model.Refusal;
import dev.bellows.quarantine.Stored;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What PostgreSQL refuses of a restore or a purge, and what to do about it. */
final class QuarantineTroubles {
    private QuarantineTroubles() {}

    /**
     * The refusal.
     *
     * @param verb {@code restore} or {@code purge}
     */
    static Refusal refusal(String verb, List<Stored> things, SQLException error) {
        return Refusal.of(
                "cannot-" + verb,
                things.get(0).kept().migration(),
                objects(things),
                Failures.sentence(error),
                verb.equals("restore")
                        ? nextOfRestore(things, error)
                        : "it waits as before; mend that, and run again: bellows quarantine purge "
                                + things.get(0).kept().name());
    }

    /** Their names. */
    static String objects(List<Stored> things) {
        return things.stream().map(stored -> stored.kept().object()).collect(Collectors.joining(", "));
    }

    private static String nextOfRestore(List<Stored> things, SQLException error) {
        return "nothing was changed; " + mend(things, error) + ", or read it where it waits: "
                + things.stream().map(stored -> stored.kept().place()).collect(Collectors.joining(", "));
    }

    /** What refused to come back by itself, with a migration that makes it. */
    static OwnStatementException comingBack(Stored stored, SQLException error) {
        return new OwnStatementException(
                "to bring back " + stored.kept().object() + " from "
                        + stored.kept().name(),
                error,
                mend(List.of(stored), error) + ", or read it where it waits ("
                        + stored.kept().place() + ")");
    }

    private static String mend(List<Stored> things, SQLException error) {
        return switch (Failures.state(error)) {
            case "42P01" -> "bring its table back first, if that waits as well: bellows quarantine";
            case "42P07", "42701", "42710" -> "rename or drop first what has its name now";
            case "3F000" -> "its schema is gone; make that first" + schema(things, error);
            case "42704", "42883", "42703" -> "make first what it needs, as it was: its type, or the key of its rows";
            case "42804", "42846" -> "let the file make it with the type that it had";
            default -> "mend that first";
        };
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
