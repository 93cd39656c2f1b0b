package dev.bellows.run;

import dev.bellows.quarantine.Stored;
import dev.bellows.sql.StatementText;
import java.util.List;
import java.util.Set;

/** Explains errors of statements that count on a table as the file makes it, where the old one has come in place of that. */
final class CameInstead {
    /** No such column, or of another type, or no key. https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final Set<String> OTHERWISE = Set.of("42703", "42804", "42830");

    private CameInstead() {}

    /**
     * The error, with the table that is the reason.
     *
     * @param back tables that have come back
     */
    static StatementError explained(List<Stored> back, StatementText statement, StatementError error) {
        for (Stored table : OTHERWISE.contains(Failures.state(error.error())) ? back : List.<Stored>of()) {
            if (table.isNamedIn(statement.text())) {
                String name = table.kept().name();
                return new StatementError(
                        statement,
                        new OwnStatementException(
                                table.kept().object() + " has come back from quarantine (" + name
                                        + ") as it was, in place of the one that the file makes",
                                error.error(),
                                "let the file go on with that one (to see it: bellows quarantine restore " + name
                                        + " --dry-run), or give it up, and the file makes its own: bellows quarantine purge "
                                        + name),
                        false);
            }
        }
        return error;
    }
}
