package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.model.BellowsException;
import dev.bellows.model.DownTarget;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What {@code docs/privileges.md} grants is enough, and none of it is too much. */
@Tag("scenario-28")
@Timeout(180)
class LeastPrivilegesTest {
    private static final Path PAGE = Path.of("../docs/privileges.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sql\n(.*?)```");
    private static final Pattern NAME = Pattern.compile("\\b(migrator|app|agent|reader|operator)\\b");

    /** The statements of the page's three blocks: the server's, the database's, and those after the first apply. */
    private static List<List<String>> blocks() {
        try {
            return BLOCK.matcher(Files.readString(PAGE))
                    .results()
                    .map(block -> block.group(1).lines().toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Roles are the server's, so each test has its own. */
    private record Household(TestDatabase db) implements AutoCloseable {
        String named(String sql) {
            return NAME.matcher(sql).replaceAll(db.name() + "_$1").replaceAll("\\bshop\\b", db.name());
        }

        void run(List<String> statements, String without) {
            statements.stream()
                    .filter(statement -> !statement.equals(without))
                    .forEach(statement -> db.sql(named(statement)));
        }

        PGSimpleDataSource source(String role) {
            PGSimpleDataSource source = db.dataSource();
            source.setUser(named(role));
            source.setPassword("p");
            return source;
        }

        Bellows as(String role) {
            return Bellows.on(source(role)).migrations(db.folder().toString()).application("shop");
        }

        /** As the command line does it with {@code --role}. */
        Bellows operator() {
            PGSimpleDataSource source = source("operator");
            source.setOptions("-c role=" + named("migrator"));
            return Bellows.on(source).migrations(db.folder().toString());
        }

        void sql(String role, String sql) throws SQLException {
            try (Connection connection = source(role).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() {
            for (String role : List.of("operator", "migrator", "app", "agent", "reader")) {
                db.sql(named("DROP OWNED BY " + role + " CASCADE; DROP ROLE " + role));
            }
        }
    }

    /** What the roles of the page do in the life of a database, in an order in which each finds something to do. */
    private static void live(Household house, String without) throws SQLException {
        TestDatabase db = house.db();
        List<List<String>> blocks = blocks();
        house.run(blocks.get(0), without);
        // On a server where clients have to prove who they are.
        blocks.get(0).stream()
                .filter(statement -> statement.startsWith("CREATE"))
                .forEach(statement ->
                        db.sql(house.named(statement).replace("CREATE", "ALTER").replace(" LOGIN;", " PASSWORD 'p'")));
        house.run(blocks.get(1), without);
        db.migrations(house.named("""
                -- file: 0001_users.sql
                CREATE TABLE users (id int PRIMARY KEY, name text, note text);
                INSERT INTO users VALUES (1, 'Ann', 'a note');
                GRANT SELECT ON users TO app;
                -- file: 0001_users.down.sql
                DROP TABLE users;
                -- file: 0002_index.sql
                CREATE INDEX CONCURRENTLY users_name ON users (name);
                -- file: 0002_index.down.sql
                DROP INDEX CONCURRENTLY users_name;
                """));
        house.as("migrator").applyWithoutLease();
        house.run(blocks.get(2), without);

        assertThat(house.as("reader").status().rows()).hasSize(2);
        house.as("reader").validateWithoutLease();
        db.migrations("""
                -- file: 0003_note.sql
                -- bellows:phase contract
                ALTER TABLE users DROP COLUMN note;
                """);
        try (Lease lease = house.as("app").validate()) {
            assertThat(lease.overtaken()).isFalse();
            house.sql(
                    "agent",
                    "SELECT public.bellows_enter('me', 'agent', ARRAY['0001', '0002', '0003']);"
                            + " SELECT public.bellows_renew('me')");
            assertThat(house.as("reader").gates()).hasSize(1);
            assertThat(house.as("reader").status().notices()).isEmpty();
            house.as("migrator").requireAll().applyWithoutLease();
            house.sql("app", "SELECT name FROM public.users");
        }
        house.sql("agent", "SELECT public.bellows_leave('me')");
        assertThat(house.operator().quarantined()).hasSize(1);
        house.operator().restore("users.note");
        assertThat(db.value("SELECT note FROM users")).isEqualTo("a note");
        house.as("migrator").down(DownTarget.steps(3), (plan, losses) -> true);
        assertThat(house.operator().purge(Duration.ZERO)).isNotEmpty();
    }

    @PostgresTest
    void whatThePageGrantsIsEnough(TestDatabase db) throws SQLException {
        try (Household house = new Household(db)) {
            live(house, "");

            assertThat(db.value(house.named("SELECT count(*) FROM pg_roles WHERE (rolsuper OR rolcreaterole OR"
                            + " rolcreatedb OR rolbypassrls) AND rolname IN"
                            + " ('migrator', 'app', 'agent', 'reader', 'operator')")))
                    .isEqualTo("0");
        }
    }

    static Stream<String> grants() {
        return blocks().stream().flatMap(List::stream).filter(statement -> statement.startsWith("GRANT"));
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @MethodSource("grants")
    void noneOfItIsTooMuchAndWhatIsMissingIsNamed(String grant, TestDatabase db) {
        try (Household house = new Household(db)) {
            Throwable refused = catchThrowable(() -> live(house, grant));

            assertThat(refused)
                    .as("without %s", grant)
                    .isInstanceOfAny(BellowsException.class, SQLException.class)
                    .hasMessageContaining(house.named(object(grant)));
        }
    }

    /** What has to be named when it is missing; a role that is no member of another one may not connect either. */
    private static String object(String grant) {
        return Stream.of("pg_read_all_stats", "SCHEMA public", "bellows_")
                .filter(grant::contains)
                .findFirst()
                .orElse("shop")
                .replace("SCHEMA ", "");
    }
}
