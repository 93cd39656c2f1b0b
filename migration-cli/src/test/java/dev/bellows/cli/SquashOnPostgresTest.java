package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A person makes one baseline of a folder, on a server whose pg_dump is on this machine. One at a time: databases are counted. */
@Execution(ExecutionMode.SAME_THREAD)
class SquashOnPostgresTest {
    private static @Nullable InstalledPostgres started;

    @TempDir
    private Path empty = Path.of("");

    @BeforeAll
    static void start() {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        started = InstalledPostgres.start();
    }

    @AfterAll
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    private static InstalledPostgres postgres() {
        return Objects.requireNonNull(started);
    }

    private static final String SHOP = """
            -- file: 0001_shop.sql
            CREATE EXTENSION pg_trgm;
            CREATE SCHEMA shop;
            CREATE TYPE shop.size AS ENUM ('s', 'm');
            CREATE TABLE shop.currencies (code text PRIMARY KEY, name text NOT NULL);
            INSERT INTO shop.currencies VALUES ('EUR', 'it''s the euro'), ('USD', 'dollar; really');
            CREATE TABLE shop.orders (id bigserial PRIMARY KEY, size shop.size DEFAULT 's',
                currency text REFERENCES shop.currencies, gone int);
            INSERT INTO shop.orders (currency) VALUES ('EUR');
            -- file: 0002_index.sql
            CREATE INDEX CONCURRENTLY orders_currency ON shop.orders (currency);
            -- file: 0003_drop.sql
            -- bellows:phase contract
            ALTER TABLE shop.orders DROP gone;
            CREATE FUNCTION shop.latest() RETURNS bigint LANGUAGE plpgsql AS $$
            BEGIN
                SET LOCAL work_mem = '1MB';
                RETURN (SELECT max(id) FROM shop.orders);
            END $$;
            CREATE VIEW shop.euros AS SELECT * FROM shop.orders WHERE currency = 'EUR';
            ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO PUBLIC;
            -- file: 0004_later.sql
            ALTER TABLE shop.orders ADD note text;
            """;

    private Ended squash(Caller caller, String to, String... more) {
        return caller.call(Stream.concat(
                        Stream.of("squash", "--to", to, "--pg-dump", postgres().binary("pg_dump")), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String dump(TestDatabase db) {
        return postgres()
                .run(List.of(
                        postgres().binary("pg_dump"),
                        "--no-owner",
                        "--column-inserts",
                        "--exclude-table=bellows_*",
                        "--exclude-schema=bellows_q_*",
                        db.name()))
                .lines()
                .filter(line -> !line.startsWith("\\"))
                .collect(Collectors.joining("\n"));
    }

    private static void removeUpTo3(TestDatabase db) throws IOException {
        for (String file : List.of("0001_shop.sql", "0002_index.sql", "0003_drop.sql")) {
            Files.delete(db.folder().resolve(file));
        }
    }

    private static long databases(TestDatabase db) {
        return db.query("SELECT FROM pg_database WHERE datname LIKE 'bellows_squash%'")
                .size();
    }

    @Test
    void aNewDatabaseOfTheBaselineIsWhatTheMigrationsMakeAndAnOldOneHasNothingToDo() throws IOException {
        try (TestDatabase old = postgres().newDatabase();
                TestDatabase fresh = postgres().newDatabase()) {
            old.migrations(SHOP);
            Caller caller = Caller.on(old);
            assertThat(caller.call("apply", "--attest", "a test").exit()).isZero();

            Ended ended = squash(caller, "3");

            assertThat(ended.err()).doesNotContain("error");
            assertThat(ended.exit()).isZero();
            assertThat(ended.out())
                    .contains("0003.baseline.sql stands for 3 migrations, 0001 to 0003")
                    .contains("with the rows of shop.currencies (2 rows)", "with the rows of shop.orders (1 row)");
            String text = Files.readString(old.folder().resolve("0003.baseline.sql"));
            assertThat(text)
                    .startsWith("-- What the migrations up to 0003 make")
                    .contains("-- bellows:squashes 0002 1:", "SET LOCAL search_path = ''")
                    .doesNotContain("restrict", "statement_timeout", "bellows_q_", "FOR ROLE");
            assertThat(databases(old)).isZero();

            removeUpTo3(old);
            assertThat(caller.call("apply").out()).doesNotContain("applied 0");
            assertThat(caller.call("validate").exit()).isZero();
            Caller other =
                    Caller.on(fresh).with("BELLOWS_MIGRATIONS", old.folder().toString());
            assertThat(other.call("apply").err()).isEmpty();
            assertThat(fresh.ledger()).first().asString().startsWith("baselined 0003");
            assertThat(dump(fresh)).isEqualTo(dump(old));
            assertThat(caller.call("lint").exit()).isIn(0, 4);
        }
    }

    @Test
    void rowsMayBeLeftOutAndAreNamedAllTheSame() throws IOException {
        try (TestDatabase db = postgres().newDatabase()) {
            db.migrations(SHOP);

            Ended ended = squash(Caller.on(db), "0003", "--no-rows");

            assertThat(ended.err()).doesNotContain("error");
            assertThat(ended.out()).contains("without the rows of shop.currencies (2 rows)");
            assertThat(Files.readString(db.folder().resolve("0003.baseline.sql")))
                    .doesNotContain("INSERT INTO");
        }
    }

    @Test
    void whatCannotBeSquashedIsRefusedAndLeavesNoFile() {
        try (TestDatabase db = postgres().newDatabase()) {
            db.migrations(SHOP);
            Caller caller = Caller.on(db);

            assertThat(squash(caller, "0005").err()).contains("there is no migration with version 0005");
            db.migrations("-- file: 0005_many.sql\nCREATE TABLE many AS SELECT generate_series(1, 10001) AS n;\n");
            assertThat(squash(caller, "0005").err()).contains("10004 rows", "public.many (10001)", "--no-rows");
            db.migrations("-- file: 0005_many.sql\nCREATE ROLE squashed_role;\n");
            Ended roles = squash(caller, "0005");
            assertThat(roles.exit()).isEqualTo(3);
            assertThat(roles.err()).contains("0005_many.sql:1: it makes a role", "squash to a version below 0005");
            assertThat(db.query("SELECT FROM pg_roles WHERE rolname = 'squashed_role'"))
                    .isEmpty();
            db.migrations("-- file: 0005_many.sql\nDO $$ BEGIN CREATE USER squashed_role; END $$;\n");
            assertThat(squash(caller, "0005").err()).contains("it makes a role");
            db.migrations("-- file: 0005_many.sql\nSELECT lo_create(0);\n");
            assertThat(squash(caller, "0005").err()).contains("1 large objects");
            db.migrations("-- file: 0005_many.sql\nCREATE TABLE broken (id nothing);\n");
            assertThat(squash(caller, "0005").exit()).isEqualTo(5);

            assertThat(db.folder()).isDirectoryNotContaining("glob:**.baseline.sql");
            assertThat(databases(db)).isZero();
        }
    }

    @Test
    void aProgramThatIsNotThereIsToldWithHowToGetIt() {
        try (TestDatabase db = postgres().newDatabase()) {
            db.migrations(SHOP);

            Ended none = Caller.on(db).with("PATH", empty.toString()).call("squash", "--to", "0003");
            assertThat(none.exit()).isEqualTo(2);
            assertThat(none.err()).contains("pg_dump", "--pg-dump FILE");
            assertThat(Caller.on(db)
                            .call(
                                    "squash",
                                    "--to",
                                    "0003",
                                    "--pg-dump",
                                    empty.resolve("nothing").toString())
                            .err())
                    .contains("there is no program");
        }
    }

    @Test
    void aSecondSquashGoesOnFromTheFirst() throws IOException {
        try (TestDatabase db = postgres().newDatabase()) {
            db.migrations(SHOP);
            Caller caller = Caller.on(db);
            assertThat(squash(caller, "0003").exit()).isZero();
            assertThat(squash(caller, "0003").err()).contains("it stands for version 0003 already");
            removeUpTo3(db);

            Ended second = squash(caller, "0004");

            assertThat(second.err()).doesNotContain("error");
            assertThat(second.out()).contains("stands for 4 migrations, 0001 to 0004");
            Files.delete(db.folder().resolve("0003.baseline.sql"));
            Files.delete(db.folder().resolve("0004_later.sql"));
            assertThat(caller.call("apply").exit()).isZero();
            assertThat(db.columns("shop.orders")).endsWith("note");
        }
    }

    @Test
    void aRealFolderBecomesOneFile() throws IOException {
        String corpus = System.getenv().getOrDefault("BELLOWS_TESTDATA", "");
        assumeThat(corpus)
                .as("BELLOWS_TESTDATA names no folder of real migrations")
                .isNotEmpty();
        try (TestDatabase old = postgres().newDatabase();
                TestDatabase fresh = postgres().newDatabase()) {
            List<String> names;
            try (Stream<Path> files = Files.list(Path.of(corpus, "corpus", "cronicorn"))) {
                names = files.filter(file -> file.toString().endsWith(".sql"))
                        .map(file -> copied(file, old.folder()))
                        .sorted()
                        .toList();
            }
            String last = names.get(names.size() - 1).replaceAll("_.*", "");
            Caller caller = Caller.on(old).with("BELLOWS_ENFORCE_FROM", "9999");
            assertThat(caller.call("apply").err()).doesNotContain("error");

            Ended ended = squash(caller, last);

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("stands for " + names.size() + " migrations");
            for (String name : names) {
                Files.delete(old.folder().resolve(name));
            }
            assertThat(caller.call("validate").exit()).isZero();
            Caller.on(fresh).with("BELLOWS_MIGRATIONS", old.folder().toString()).call("apply");
            assertThat(dump(fresh)).isEqualTo(dump(old));
        }
    }

    private static String copied(Path file, Path folder) {
        try {
            return String.valueOf(
                    Files.copy(file, folder.resolve(file.getFileName())).getFileName());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
