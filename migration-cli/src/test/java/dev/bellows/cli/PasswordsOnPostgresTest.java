package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A password is taken where it has to be, warned of where others can see it, and never shown again. */
class PasswordsOnPostgresTest {
    private static final String PASSWORD = "hunter2%25";
    private static final String DECODED = "hunter2%";

    private static void migrations(TestDatabase db) {
        db.migrations("""
                -- file: 0001_a.sql
                CREATE TABLE a AS SELECT query FROM pg_stat_activity;
                -- file: 0002_fails.sql
                SELECT nothing FROM a;
                """);
    }

    /** A role whose password is this one, whether or not this server asks for it; it goes with the test. */
    private record Role(TestDatabase db, String name) implements AutoCloseable {
        static Role of(TestDatabase db) {
            Role role = new Role(db, db.name() + "_owner");
            db.sql("CREATE ROLE " + role.name + " SUPERUSER LOGIN PASSWORD '" + DECODED + "'");
            return role;
        }

        @Override
        public void close() {
            db.sql("REASSIGN OWNED BY " + name + " TO CURRENT_USER; DROP ROLE " + name);
        }
    }

    private static void isNowhere(TestDatabase db, Ended... calls) {
        for (Ended call : calls) {
            assertThat(call.out() + call.err()).doesNotContain("hunter2");
        }
        assertThat(db.value("SELECT string_agg(l::text, ' ') FROM bellows_ledger AS l"))
                .doesNotContain("hunter2");
        assertThat(db.value("SELECT string_agg(a::text, ' ') FROM pg_stat_activity AS a WHERE a.pid <>"
                        + " pg_backend_pid() AND datname = current_database()"))
                .satisfies(seen -> assertThat(String.valueOf(seen)).doesNotContain("hunter2"));
        assertThat(db.value("SELECT string_agg(query, ' ') FROM a")).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({
        "postgresql://USER:PASSWORD@HOST/DATABASE",
        "postgresql://HOST/DATABASE?user=USER&password=PASSWORD",
        "jdbc:postgresql://HOST/DATABASE?user=USER&password=PASSWORD"
    })
    void inTheUrlOfAnOptionItIsWarnedOfAndNowhereElse(String form, TestDatabase db) {
        migrations(db);
        try (Role role = Role.of(db)) {
            String hosts = db.jdbcUrl().replaceAll("jdbc:postgresql://|/.*", "");
            String url = form.replace("USER", role.name())
                    .replace("PASSWORD", PASSWORD)
                    .replace("HOST", hosts)
                    .replace("DATABASE", db.name());
            Caller caller = new Caller(Map.of("BELLOWS_MIGRATIONS", db.folder().toString()), db.folder(), null);

            Ended apply = caller.call("apply", "--url", url);
            Ended json = caller.call("apply", "--json", "--url", url);
            Ended status = caller.call("status", "--url", url);
            Ended variable = caller.with("BELLOWS_URL", url).call("status");

            assertThat(apply.exit()).isEqualTo(5);
            assertThat(apply.err().lines())
                    .first()
                    .asString()
                    .isEqualTo("the password in --url can be read in the process list; use --password-file, BELLOWS_URL"
                            + " or PGPASSWORD");
            assertThat(json.json().path("exit").asInt()).isEqualTo(5);
            assertThat(variable.exit()).isZero();
            assertThat(variable.err()).as("nobody else sees a variable").doesNotContain("process list");
            isNowhere(db, apply, json, status, variable);
        }
    }

    @PostgresTest
    void aUrlWithoutAPasswordIsNotWarnedOf(TestDatabase db) {
        db.migrations("-- file: 0001_a.sql\nSELECT 1;\n");
        Ended ended = Caller.on(db).call("apply", "--url", db.jdbcUrl());

        assertThat(ended.err()).isEmpty();
    }

    /** A process of its own, looked at from outside while it works. */
    @PostgresTest
    @Tag("scenario-29")
    void aPasswordInAVariableIsNotInTheListOfProcesses(TestDatabase db) throws IOException, SQLException {
        db.migrations("-- file: 0001_wait.sql\nSELECT pg_advisory_xact_lock(4711);\n");
        try (Role role = Role.of(db);
                Connection holder = db.connection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT pg_advisory_xact_lock(4711)");
            Process process = start(db, role);
            try {
                String waiting =
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())";
                while (process.isAlive() && "0".equals(db.value(waiting))) {
                    Thread.onSpinWait();
                }
                List<String> seen = new ArrayList<>();
                seen.add(WatchedProcess.commandLine(process.toHandle()));
                process.descendants().map(WatchedProcess::commandLine).forEach(seen::add);
                holder.rollback();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(said).contains("1 applied").doesNotContain("hunter2");
                assertThat(seen).allSatisfy(line -> assertThat(line).doesNotContain("hunter2"));
                assertThat(seen.get(0)).contains("dev.bellows.cli.Main");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(TestDatabase db, Role role) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName(),
                "apply");
        builder.environment().put("BELLOWS_URL", db.jdbcUrl());
        builder.environment().put("BELLOWS_USER", role.name());
        builder.environment().put("BELLOWS_PASSWORD", DECODED);
        builder.environment().put("BELLOWS_MIGRATIONS", db.folder().toString());
        return builder.directory(db.folder().toFile()).redirectErrorStream(true).start();
    }
}
