package dev.bellows.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.Adoption;
import dev.bellows.model.AdoptionSource;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.StringWriter;
import java.sql.Connection;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.jspecify.annotations.Nullable;

/** Databases that Liquibase itself made. */
class LiquibaseAdoptionTest {
    static {
        // It tells its maker of each call.
        System.setProperty("liquibase.analytics.enabled", "false");
    }

    private static final AdoptionSource LIQUIBASE = AdoptionSource.of("liquibase");

    private static final String FOLDER = """
            -- file: 001_users.sql
            --liquibase formatted sql

            --changeset bob:users
            CREATE TABLE users (id int PRIMARY KEY);
            --rollback DROP TABLE users;

            --changeset bob:note
            ALTER TABLE users ADD note text;
            --rollback ALTER TABLE users DROP note;
            """;

    /** What a person does with an opened Liquibase. */
    private interface Doing {
        void with(Liquibase liquibase) throws Exception;
    }

    private static void liquibase(TestDatabase db, Doing doing) throws Exception {
        try (Connection connection = db.connection();
                Liquibase liquibase = new Liquibase(
                        "001_users.sql",
                        new DirectoryResourceAccessor(db.folder()),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            doing.with(liquibase);
        }
    }

    private static List<List<@Nullable String>> table(TestDatabase db) {
        return db.query("SELECT t::text, t.xmin, t.ctid FROM databasechangelog AS t ORDER BY orderexecuted");
    }

    @PostgresTest
    void whatLiquibaseMadeGoesOnWithBellowsAndLiquibaseFindsItsTableAsItWas(TestDatabase db) throws Exception {
        db.migrations(FOLDER);
        liquibase(db, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        List<List<@Nullable String>> before = table(db);

        Adoption done = db.bellows().adopt(LIQUIBASE);

        assertThat(done.adopted())
                .extracting(each -> each.migration() + " " + each.name() + " " + each.checked())
                .containsExactly("001.1 bob:users in 001_users.sql false", "001.2 bob:note in 001_users.sql false");
        assertThat(done.enforceFrom()).isEqualTo("001.2.1");
        db.migrations(FOLDER + """

                --changeset bob:email
                ALTER TABLE users ADD email text;
                """);
        assertThat(db.bellows().enforceFrom("001.2.1").applyWithoutLease().steps())
                .extracting("version")
                .containsExactly("001.3");
        assertThat(db.columns("users")).containsExactly("id", "note", "email");
        assertThat(table(db)).isEqualTo(before);
        liquibase(db, liquibase -> {
            liquibase.validate();
            StringWriter status = new StringWriter();
            liquibase.reportStatus(false, new Contexts(), status);
            assertThat(status.toString()).contains("1 changeset");
        });
    }

    @PostgresTest
    void aHeldLockIsRefused(TestDatabase db) throws Exception {
        db.migrations(FOLDER);
        liquibase(db, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        db.sql("UPDATE databasechangeloglock SET locked = true, lockedby = 'ci-7'");

        assertThatThrownBy(() -> db.bellows().adopt(LIQUIBASE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ci-7 holds Liquibase's lock")
                .hasMessageContaining("release-locks");
    }

    @PostgresTest
    void aChangelogThatIsNoSqlBecomesABaseline(TestDatabase db) throws Exception {
        db.migrations(FOLDER);
        liquibase(db, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        java.nio.file.Files.delete(db.folder().resolve("001_users.sql"));

        assertThatThrownBy(() -> db.bellows().adopt(LIQUIBASE)).hasMessageContaining("--up-to 0");
        Adoption done = db.bellows().adopt(LIQUIBASE.upTo("0"));

        assertThat(done.baseline()).isEqualTo("0");
        assertThat(db.value("SELECT reason FROM bellows_ledger"))
                .isEqualTo("liquibase, public.databasechangelog: 2 migrations, the last bob:note in 001_users.sql");
        db.migrations("""
                -- file: 0001_email.sql
                ALTER TABLE users ADD email text;
                """);
        db.apply();
        assertThat(db.columns("users")).containsExactly("id", "note", "email");
    }
}
