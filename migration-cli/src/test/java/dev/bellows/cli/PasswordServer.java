package dev.bellows.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.ledger.Sql;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;

/** A server that asks everybody but its superuser for a password. */
final class PasswordServer implements AutoCloseable {
    private final InstalledPostgres postgres;

    private PasswordServer(InstalledPostgres postgres) {
        this.postgres = postgres;
    }

    /** Skips the test where no PostgreSQL is installed, and says so. */
    static PasswordServer start() {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        InstalledPostgres postgres = InstalledPostgres.start();
        try (TestDatabase db = postgres.newDatabase()) {
            db.sql("COPY (VALUES ('host all postgres 127.0.0.1/32 trust'),"
                    + " ('host all all 127.0.0.1/32 scram-sha-256')) TO "
                    + Sql.literal(String.valueOf(db.value("SHOW hba_file"))));
        }
        postgres.restart();
        return new PasswordServer(postgres);
    }

    int port() {
        return postgres.port();
    }

    TestDatabase newDatabase() {
        return postgres.newDatabase();
    }

    @Override
    public void close() {
        postgres.close();
    }
}
