package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import java.util.List;
import java.util.function.Supplier;

/** Whether migrations can run in a database, and over the way to it. */
final class Fitness {
    private static final int OLDEST = 140000;

    private Fitness() {}

    /**
     * Refuses what does not fit.
     *
     * @param lent whether a pooler lends us a backend for each transaction
     * @param known for the refusal: what is known by now
     */
    static void require(ServerInfo server, boolean lent, Settings settings, Supplier<Report> known) {
        if (lent) {
            refuse(
                    known,
                    "transaction-pooler",
                    "a pooler in transaction mode stands between: the lock and the settings of a session would not stay ours",
                    "connect to PostgreSQL itself, or to a pool in session mode");
        }
        if (server.version() < OLDEST) {
            refuse(
                    known,
                    "server-too-old",
                    "the server is PostgreSQL " + server.version() / 10000,
                    "use PostgreSQL 14 or later");
        }
        if (server.standby()) {
            refuse(known, "standby", "the server is a standby", "connect to the primary");
        }
        if (server.readOnly()) {
            refuse(
                    known,
                    "read-only",
                    "transactions are read-only here (default_transaction_read_only)",
                    "connect as a role, or to a database, that may write");
        }
        if (server.schema() == null) {
            String missing = settings.schema() == null ? "no schema of the search path" : "schema " + settings.schema();
            refuse(
                    known,
                    "schema-missing",
                    missing + (settings.schema() == null ? " exists" : " does not exist"),
                    create(settings, server.role()) + "; or name another with --schema");
        }
    }

    /** A schema that a role may not use is no part of its search path, just as one that is not there. */
    private static String create(Settings settings, String role) {
        return settings.schema() == null
                ? "create it: CREATE SCHEMA public; if it is there, grant it: GRANT USAGE ON SCHEMA public TO "
                        + Sql.quote(role)
                : "create it: CREATE SCHEMA " + Sql.quote(settings.schema());
    }

    private static void refuse(Supplier<Report> known, String code, String cause, String next) {
        throw new RefusedException(List.of(Refusal.of(code, cause, next)), known.get());
    }
}
