package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.Sql;
import dev.bellows.model.LedgerName;
import dev.bellows.model.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What calls require of the database before they go on: each refuses what it finds wanting, with what to do about it. */
final class Requirements {
    private final Reading reading;
    private final LedgerName ledger;

    Requirements(Reading reading, LedgerName ledger) {
        this.reading = reading;
        this.ledger = ledger;
    }

    /** A database, and a way to it, on which migrations can run. */
    void fit() {
        reading.session().requireFit(reading::report);
        schema();
    }

    /** A schema that is there: another one must not answer for it. */
    void schema() {
        LedgerTables tables = reading.tables();
        // One that the session found for itself is there.
        boolean found = ledger.schema() == null && reading.session().server().schema() != null;
        if (!found
                && !yes("SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = "
                        + Sql.literal(tables.schema()) + ")")) {
            reading.require(List.of(Refusal.of(
                    "schema-missing",
                    "schema " + tables.schema() + ", where the ledger should be, does not exist",
                    "create it: CREATE SCHEMA " + Sql.quote(tables.schema())
                            + "; or name another with --schema or --ledger")));
        }
    }

    /** A ledger that can be believed. */
    void sound() {
        reading.require(reading.unsound());
    }

    /** A ledger that can be believed, and that this role can write. */
    void writable() {
        reading.require(reading.damage());
    }

    /** A role that can make the ledger which is missing; one that cannot write it is refused with what is wrong. */
    void creatable() {
        LedgerTables tables = reading.tables();
        if (!reading.state().exists() && !yes(tables.creatableSql())) {
            String role = reading.session().server().role();
            reading.require(List.of(Refusal.of(
                    "privileges",
                    "role " + role + " may not create the ledger in schema " + tables.schema(),
                    "grant it: " + tables.grants(role, false) + ", or name a role that has it with --role")));
        }
    }

    private boolean yes(String question) {
        return reading.asking(() -> answer(question));
    }

    private boolean answer(String question) throws SQLException {
        try (Statement statement = reading.session().connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
