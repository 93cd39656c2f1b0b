package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.cli.json.EventJson;
import dev.bellows.cli.json.Json;
import dev.bellows.code.CodeScript;
import dev.bellows.model.Blocker;
import dev.bellows.model.CommandProgress;
import dev.bellows.model.Holder;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.StepResult;
import dev.bellows.sql.Phase;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is printed, {@code docs/bellows-1.schema.json} and {@code docs/json.md} are of one mind. */
class JsonOutputTest {
    private static final Migration MIGRATION = new Migration(
            "main",
            "0042",
            "add email",
            Phase.EXPAND,
            null,
            false,
            new CodeScript(Object.class, "code:1", false, connection -> {}),
            null);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Holder HOLDER = new Holder(
            Holder.Kind.LEASE, "1 instance of api", "api", "1.0.0", "0041", "web-1", 1, Instant.EPOCH, "stop it");

    /** One of each kind, with every field; what the server tells of others is not for a test to arrange. */
    private static final List<Progress> EVENTS = List.of(
            new Progress.Planned(2),
            new Progress.StepStarted(MIGRATION, 1, 2),
            new Progress.StatementStarted(MIGRATION, 1, 1),
            new Progress.StatementProgress(
                    MIGRATION,
                    new CommandProgress(
                            "CREATE INDEX", "scanning", List.of(new CommandProgress.Counter("blocks", 1, 2)), 815)),
            new Progress.WaitingForLock(
                    new Blocker(815, null, "app", "psql", "autovacuum worker", "active", SECOND, SECOND, "SELECT 1"),
                    SECOND),
            new Progress.WaitingForOthers(
                    MIGRATION,
                    List.of(new Blocker(0, "batch", "app", null, null, "prepared", SECOND, SECOND, "")),
                    SECOND),
            new Progress.WaitOver(MIGRATION, SECOND),
            new Progress.Retrying(MIGRATION, 1, "a deadlock", SECOND),
            new Progress.StepFinished(StepResult.of(MIGRATION, StepResult.Outcome.APPLIED, 1, 1, SECOND)),
            new Progress.GateHeld(MIGRATION, List.of(HOLDER)),
            new Progress.GateOpened(MIGRATION),
            new Progress.RestorePointStarted(MIGRATION),
            new Progress.RestorePointMade(
                    MIGRATION, new RestorePoint(new MigrationLabel("main", "0042"), "snap-7", Instant.EPOCH), SECOND),
            new Progress.Overtaken("the contract 0042 has overtaken this build"),
            new Progress.Notice("look"));

    private static final String SHOP = """
            -- file: 0001_users.sql
            -- bellows:lock-timeout 2s
            -- bellows:statement-timeout 1m
            -- bellows:quarantine off
            CREATE TABLE users (id int PRIMARY KEY, name text);
            INSERT INTO users VALUES (1, 'a');
            -- file: 0001_users.down.sql
            DROP TABLE users;
            -- file: 0003_index.sql
            CREATE INDEX CONCURRENTLY users_name ON users (name);
            -- file: 0003_index.down.sql
            DROP INDEX CONCURRENTLY users_name;
            -- file: 0004_drop_name.sql
            -- bellows:phase contract
            ALTER TABLE users DROP name;
            """;

    @TempDir
    private Path folder = Path.of("");

    private final DocumentedJson documented;

    JsonOutputTest() throws IOException {
        documented = new DocumentedJson();
    }

    /** Calls, with and without events, and checks all that was printed. */
    private JsonNode ends(Caller caller, int exit, String... arguments) {
        String[] json = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
        JsonNode result = documented.check(caller.call(json).out());
        assertThat(result.path("exit").asInt()).as(result.toString()).isEqualTo(exit);
        assertThat(result.has("event")).isFalse();
        return result;
    }

    private JsonNode endsEvents(Caller caller, int exit, String... arguments) {
        String[] json =
                Stream.concat(Stream.of(arguments), Stream.of("--json-events")).toArray(String[]::new);
        JsonNode result = documented.check(caller.call(json).out());
        assertThat(result.path("exit").asInt()).as(result.toString()).isEqualTo(exit);
        assertThat(result.path("event").asString()).isEqualTo("result");
        return result;
    }

    private static String error(JsonNode result) {
        return result.path("error").path("kind").asString();
    }

    @PostgresTest
    void everyCommandPrintsWhatTheSchemaNamesAndAllOfItIsPrintedSomewhere(TestDatabase db) throws Exception {
        Caller caller = Caller.on(db);
        whatNeedsNoDatabase();
        linted();
        lintedWithSizes(db);
        whatIsWrong(db);
        applied(db, caller);
        reverted(caller);
        failures(db, caller);
        decided(db, caller);
        adopted(db, caller);
        gated(db, caller);
        quarantined(db, caller);
        many(db, caller);
        for (Progress progress : EVENTS) {
            documented.check(Json.line(EventJson.of(progress, Instant.now())));
        }
        squashed();

        assertThat(documented.unseen())
                .as("named in the schema, and never printed")
                .isEmpty();
    }

    private void whatNeedsNoDatabase() throws IOException {
        Files.writeString(folder.resolve("bellows.toml"), "migrations = \".\"\n");
        Caller nothing = new Caller(Map.of("PGHOST", "db.example"), folder, null);
        ends(nothing, 0, "version");
        ends(nothing, 0, "--version");
        ends(nothing, 0, "help", "apply");
        ends(nothing, 0, "apply", "--help");
        ends(nothing, 0, "completion", "bash");
        ends(nothing, 0, "new", "add email");
        Files.writeString(folder.resolve("0002_shop.sql"), "CREATE TABLE shops (id int PRIMARY KEY, name text);\n");
        ends(nothing, 0, "new", "rename-column", "shops.name", "title");
        ends(nothing, 0, "config");
        ends(nothing.with("BELLOWS_ROLE", "x").with("PGGSSENCMODE", "prefer").with("PGREQUIREPEER", "x"), 0, "config");
        endsEvents(nothing, 0, "version");
        endsEvents(nothing, 0, "apply", "--help");
    }

    private void many(TestDatabase db, Caller caller) {
        db.sql("CREATE SCHEMA m_1; CREATE SCHEMA m_2; CREATE TABLE m_2.theirs ()");
        assertThat(error(ends(caller, 3, "apply", "--schemas", "m_*", "--dry-run")))
                .isEqualTo("refused");
        endsEvents(caller, 0, "apply", "--schemas", "m_1", "--to", "0001");
        ends(caller, 0, "status", "--schemas", "m_1");
    }

    private void linted() throws IOException {
        Path migrations = Files.createDirectory(folder.resolve("lint"));
        Files.writeString(migrations.resolve("0001_a.sql"), "CREATE TABLE a (i int, j int);");
        Files.writeString(
                migrations.resolve("0002_b.sql"),
                "ALTER TABLE a DROP i;\nALTER TABLE elsewhere DROP i;\n-- bellows:allow drop-column it was never used\nALTER TABLE a DROP j;");
        Caller nothing = new Caller(Map.of(), folder, null);
        assertThat(error(ends(nothing, 4, "lint", migrations.toString()))).isEqualTo("found");
        assertThat(ends(nothing, 0, "lint", "--explain", "drop-column")
                        .path("page")
                        .asString())
                .startsWith("# drop-column");
        assertThat(error(ends(nothing, 2, "lint", "nowhere"))).isEqualTo("configuration");
        assertThat(error(ends(nothing, 4, "lint", "--fix", migrations.toString())))
                .isEqualTo("found");
        Path index = Files.writeString(
                Files.createDirectory(folder.resolve("fix")).resolve("0001_c.sql"), "CREATE INDEX ON elsewhere (i);");
        ends(nothing, 0, "lint", "--fix", "--write", index.toString());
        Path old = Files.createDirectory(folder.resolve("old"));
        Caller there = new Caller(Map.of(), old, null);
        assertThat(ends(there, 0, "lint", "--init", migrations.toString())
                        .path("init")
                        .path("history")
                        .asInt())
                .isEqualTo(2);
    }

    private void lintedWithSizes(TestDatabase db) throws IOException {
        db.sql("CREATE TABLE elsewhere (i int); INSERT INTO elsewhere VALUES (1); ANALYZE elsewhere");
        db.sql("SELECT pg_stat_reset()");
        Files.writeString(
                folder.resolve("lint").resolve("0003_c.sql"),
                "CREATE INDEX CONCURRENTLY ON elsewhere (i);\nCREATE INDEX ON elsewhere (i);");
        Files.writeString(
                folder.resolve("bellows.toml"),
                "migrations = \".\"\n[[severity]]\nrule = \"drop-column\"\npath = \"0002\"\nseverity = \"off\"\n");
        Caller caller = new Caller(Caller.on(db).environment(), folder, null);
        ends(caller, 4, "lint", folder.resolve("lint").toString(), "--sizes");
        db.sql("DROP TABLE elsewhere");
    }

    private void whatIsWrong(TestDatabase db) {
        Caller nothing = new Caller(Map.of(), folder, null);
        assertThat(error(ends(nothing, 2))).isEqualTo("usage");
        assertThat(error(ends(nothing, 2, "aply"))).isEqualTo("usage");
        assertThat(error(ends(nothing, 2, "apply", "--nowhere"))).isEqualTo("usage");
        assertThat(error(ends(nothing, 2, "version", "--nowhere"))).isEqualTo("usage");
        assertThat(error(ends(nothing, 2, "apply", "--password", "hunter2"))).isEqualTo("usage");
        assertThat(error(ends(nothing, 2, "completion", "tcsh"))).isEqualTo("usage");
        assertThat(error(ends(nothing, 2, "help", "aply"))).isEqualTo("configuration");
        assertThat(error(ends(nothing, 2, "new", "\u00b7"))).isEqualTo("configuration");
        assertThat(error(ends(nothing.with("BELLOWS_WAIT", "soon"), 2, "config")))
                .isEqualTo("configuration");
        assertThat(error(endsEvents(nothing, 2))).isEqualTo("usage");
        assertThat(error(endsEvents(nothing.with("BELLOWS_JSON", "1"), 2, "apply", "--nowhere")))
                .isEqualTo("usage");
        for (String command : List.of("apply", "status", "down", "validate", "wait", "gate", "can-run", "quarantine")) {
            assertThat(error(ends(nothing, 2, command))).isEqualTo("configuration");
        }
        for (String command : List.of("apply", "status", "down", "validate", "gate", "can-run", "quarantine")) {
            assertThat(error(ends(Caller.on(db), 8, command, "--url", "postgresql://u@localhost:1/d")))
                    .isEqualTo("unreachable");
        }
    }

    private void applied(TestDatabase db, Caller caller) throws IOException {
        db.migrations(SHOP);
        ends(
                caller,
                0,
                "apply",
                "--dry-run",
                "--phase",
                "expand",
                "--restore-point",
                "echo snap-7",
                "--restore-point",
                "always");
        assertThat(error(ends(caller, 6, "validate"))).isEqualTo("not-in-time");
        assertThat(error(ends(caller, 6, "wait", "--timeout", "100ms"))).isEqualTo("not-in-time");
        assertThat(error(interrupted(caller))).isEqualTo("interrupted");
        Caller secured =
                caller.with("BELLOWS_RESTORE_POINT", "echo snap-7").with("BELLOWS_RESTORE_POINT_WHEN", "always");
        JsonNode applied = endsEvents(secured, 0, "apply", "--phase", "expand");
        assertThat(applied.path("report").path("steps").size()).isEqualTo(2);
        ends(caller, 0, "status");
        ends(caller, 0, "validate");
        ends(caller, 0, "wait");
        Path classes = CompiledCode.folder(folder, CompiledCode.source("", "SELECT 1", "SELECT 1"), CompiledCode.CLASS);
        ends(caller, 0, "apply", "--dry-run", "--out-of-order", "--classpath", classes.toString());
    }

    private JsonNode interrupted(Caller caller) {
        Thread.currentThread().interrupt();
        try {
            return endsEvents(caller, 130, "apply");
        } finally {
            Thread.interrupted();
        }
    }

    private void reverted(Caller caller) {
        assertThat(error(ends(caller, 3, "down", "--to", "0"))).isEqualTo("refused");
        ends(caller, 0, "down", "--accept-data-loss", "--to", "0");
        ends(caller, 0, "down");
    }

    private void failures(TestDatabase db, Caller caller) throws IOException {
        ends(caller, 0, "apply", "--to", "1");
        assertThat(error(ends(caller, 3, "down"))).isEqualTo("refused");
        db.migrations("-- file: 0003_index.sql\nINSERT INTO users VALUES (1, 'b');\n");
        assertThat(error(endsEvents(caller, 5, "apply"))).isEqualTo("statement-failed");
        db.migrations("-- file: 0003_index.sql\nSELECT lenght(name) FROM users;\n");
        assertThat(error(ends(caller, 5, "apply"))).isEqualTo("statement-failed");
        db.migrations("-- file: 0003_index.sql\nCOPY users FROM STDIN;\nx\tb\n\\.\n");
        assertThat(error(ends(caller, 5, "apply"))).isEqualTo("statement-failed");
        db.sql("INSERT INTO users VALUES (2, 'a')");
        assertThatThrownBy(() -> db.sql("CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name)"))
                .hasMessageContaining("could not create unique index");
        db.migrations("""
                -- file: 0003_index.sql
                -- bellows:phase contract
                CREATE UNIQUE INDEX CONCURRENTLY users_name ON users (name);
                """);
        ends(caller, 0, "apply", "--dry-run");
        checked(db, caller);
        db.migrations("-- file: 0003_index.sql\nSELECT 'never ends;\n");
        assertThat(error(ends(caller, 3, "apply"))).isEqualTo("refused");
        ends(caller, 0, "status");
        Files.delete(db.folder().resolve("0003_index.sql"));
        Files.delete(db.folder().resolve("0003_index.down.sql"));
    }

    private void checked(TestDatabase db, Caller caller) throws IOException {
        db.migrations("-- file: 0001_users.check.sql\nSELECT id FROM users WHERE id < 0;\n");
        ends(caller, 0, "validate", "--checks", "--pending-ok");
        db.migrations("-- file: 0001_users.check.sql\nSELECT id FROM users;\n");
        assertThat(error(ends(caller, 5, "validate", "--checks", "--pending-ok")))
                .isEqualTo("statement-failed");
        db.migrations("-- file: 0003_index.check.sql\nSELECT id FROM users;\n");
        ends(caller, 0, "apply", "--dry-run");
        Files.delete(db.folder().resolve("0001_users.check.sql"));
        Files.delete(db.folder().resolve("0003_index.check.sql"));
    }

    private void decided(TestDatabase db, Caller caller) {
        db.migrations("-- file: 0001_users.sql\nSELECT 1;\n");
        assertThat(error(ends(caller, 3, "apply"))).isEqualTo("refused");
        ends(caller, 0, "apply", "--dry-run", "--ledger", "other", "--to", "1");
        ends(caller, 0, "resolve", "1", "--accept-checksum", "same");
        ends(caller, 0, "baseline", "1", "--ledger", "other");
        assertThat(error(ends(caller, 3, "baseline", "1"))).isEqualTo("refused");
        ends(caller, 0, "status");
    }

    private void adopted(TestDatabase db, Caller caller) {
        db.sql("CREATE TABLE versions (version text); INSERT INTO versions VALUES ('1'), ('7')");
        ends(caller, 0, "adopt", "--from", "dbmate", "--table", "versions", "--ledger", "third");
        ends(caller, 0, "adopt", "--from", "rails", "--table", "versions", "--ledger", "third", "--yes");
        assertThat(error(ends(caller, 3, "adopt", "--from", "flyway"))).isEqualTo("refused");
    }

    /** On a server whose pg_dump is on this machine. */
    private void squashed() {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase db = postgres.newDatabase()) {
            db.migrations("-- file: 0001_a.sql\nCREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n");
            Caller caller = Caller.on(db);
            ends(caller, 0, "squash", "--to", "0001", "--pg-dump", postgres.binary("pg_dump"));
            assertThat(error(ends(caller, 3, "squash", "--to", "2", "--pg-dump", postgres.binary("pg_dump"))))
                    .isEqualTo("refused");
        }
    }

    private void gated(TestDatabase db, Caller caller) throws IOException {
        db.migrations("""
                -- file: 0005_drop_id.sql
                -- bellows:phase contract
                -- bellows:quarantine off
                ALTER TABLE users DROP id;
                -- file: 0006_nick.sql
                ALTER TABLE users ADD nick text;
                """);
        db.sql("SELECT bellows_enter('i', 'api', ARRAY['0001'], '1.0.0', 'web-1')");
        ends(caller, 0, "gate");
        ends(caller, 0, "apply", "--dry-run", "--phase", "expand");
        assertThat(error(endsEvents(caller, 7, "apply", "--require-all"))).isEqualTo("held");
        JsonNode report = ends(caller, 0, "apply").path("report");
        assertThat(report.path("heldBy")
                        .path(0)
                        .path("holders")
                        .path(0)
                        .path("release")
                        .asString())
                .isEqualTo("1.0.0");
        assertThat(report.path("heldBy").valueStream()).last().satisfies(waits -> assertThat(
                        waits.path("behind").path("version").asString())
                .isEqualTo("0004"));
        ends(caller, 0, "status");
        ends(caller, 0, "can-run", "--head", "0001");
        db.sql("SELECT bellows_leave('i')");
        ends(caller, 0, "apply");
        assertThat(error(ends(caller, 3, "can-run", "--head", "0001"))).isEqualTo("refused");
        ends(caller, 0, "can-run");
    }

    /** A copy stays when its migration fails behind it. */
    private void unfinished(TestDatabase db, Caller caller) {
        db.migrations("-- file: 0012_more.sql\nCREATE TABLE more (id int PRIMARY KEY, text text);\n");
        ends(caller, 0, "apply");
        db.sql("UPDATE pg_class SET reltuples = 1e9 WHERE relname = 'more'");
        String drop = "-- file: 0013_drop.sql\n-- bellows:phase contract\nALTER TABLE more DROP text;\n";
        db.migrations(drop + "SELECT 1 / 0;\n");
        ends(caller, 5, "apply", "--attest", "nothing old lives in a test");
        JsonNode copying = ends(caller, 0, "quarantine").path("copying").path(0);
        assertThat(copying.path("object").asString()).isEqualTo("public.more.text");
        assertThat(copying.path("whole").asBoolean()).isTrue();
        JsonNode gone = ends(caller, 0, "quarantine", "purge", "more.text", "--accept-data-loss");
        assertThat(gone.path("kept").path(0).path("way").asString()).isEqualTo("copying");
        db.migrations(drop);
        ends(caller, 0, "apply", "--attest", "nothing old lives in a test");
    }

    private void quarantined(TestDatabase db, Caller caller) {
        db.migrations("""
                -- file: 0007_notes.sql
                CREATE TABLE notes (id int PRIMARY KEY, text text);
                CREATE TABLE many (id int PRIMARY KEY, text text);
                -- file: 0008_fill.sql
                INSERT INTO notes SELECT i, i FROM generate_series(1, 10) AS i;
                """);
        ends(caller, 0, "apply");
        db.sql("ANALYZE notes; UPDATE pg_class SET reltuples = 1e9 WHERE relname = 'many'");
        db.migrations("""
                -- file: 0009_drop.sql
                -- bellows:phase contract
                ALTER TABLE notes DROP text;
                -- file: 0010_drop.sql
                -- bellows:phase contract
                DROP TABLE notes;
                -- file: 0011_drop.sql
                -- bellows:phase contract
                ALTER TABLE many DROP text;
                """);
        JsonNode step =
                ends(caller, 0, "apply", "--dry-run").path("plan").path("steps").path(0);
        assertThat(step.path("keepings").path(0).path("sql").size()).isGreaterThan(2);
        JsonNode report = ends(caller, 0, "apply", "--attest", "nothing old lives in a test")
                .path("report");
        assertThat(report.path("quarantined").path(0).path("rows").asInt()).isEqualTo(10);
        assertThat(ends(caller, 0, "quarantine").path("kept").isEmpty()).isFalse();
        ends(caller, 0, "quarantine", "restore", "notes", "--dry-run");
        ends(caller, 0, "quarantine", "restore", "notes");
        ends(caller, 0, "quarantine", "restore", "notes.text");
        assertThat(error(ends(caller, 3, "quarantine", "restore", "notes"))).isEqualTo("refused");
        assertThat(error(ends(caller, 2, "quarantine", "restore"))).isEqualTo("configuration");
        assertThat(error(ends(caller, 3, "quarantine", "purge", "--older-than", "0")))
                .isEqualTo("refused");
        ends(caller, 0, "quarantine", "purge", "--older-than", "0", "--accept-data-loss");
        unfinished(db, caller);
        returning(db, caller);
    }

    /** What comes back by itself with the other direction, and a purge that cannot throw everything away. */
    private void returning(TestDatabase db, Caller caller) {
        db.migrations("""
                -- file: 0014_moods.sql
                CREATE TABLE moods (id int PRIMARY KEY, mood text, twice int GENERATED ALWAYS AS (2 * id) STORED);
                """);
        ends(caller, 0, "apply");
        db.sql("INSERT INTO moods VALUES (1, 'calm')");
        db.migrations("""
                -- file: 0015_drop.sql
                -- bellows:phase contract
                ALTER TABLE moods DROP twice;
                ALTER TABLE moods DROP mood;
                """);
        ends(caller, 0, "apply", "--attest", "nothing old lives in a test");
        JsonNode down = ends(caller, 0, "down").path("report");
        assertThat(down.path("notices").valueStream().map(JsonNode::asString))
                .anyMatch(notice -> notice.startsWith("public.moods.mood comes back from quarantine"));
        db.migrations("""
                -- file: 0016_drop.sql
                -- bellows:phase contract
                -- bellows:quarantine rename
                ALTER TABLE more DROP note;
                """);
        db.sql("ALTER TABLE more ADD note text");
        JsonNode again = ends(caller, 0, "apply", "--attest", "nothing old lives in a test")
                .path("report");
        assertThat(again.path("quarantined").path(0).path("way").asString()).isEqualTo("defined");
        JsonNode copied = again.path("quarantined").path(1);
        assertThat(copied.path("rows").asInt()).isEqualTo(1);
        assertThat(copied.path("counted").asBoolean()).isTrue();
        db.sql("CREATE VIEW in_the_way AS SELECT "
                + again.path("quarantined").path(2).path("name").asString() + "_note FROM more");
        partlyPurged(caller);
    }

    private void partlyPurged(Caller caller) {
        JsonNode partly = ends(caller, 3, "quarantine", "purge", "--older-than", "0", "--accept-data-loss");
        assertThat(error(partly)).isEqualTo("refused");
        JsonNode report = partly.path("report");
        assertThat(report.path("refusals").path(0).path("code").asString()).isEqualTo("cannot-purge");
        assertThat(report.path("notices").valueStream().map(JsonNode::asString))
                .anyMatch(notice -> notice.startsWith("gone for good: public.moods.twice"));
        assertThat(ends(caller, 0, "quarantine").path("kept").size()).isEqualTo(1);
    }

    @Test
    void everyKindOfProgressIsAnEvent() {
        assertThat(EVENTS.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Progress.class.getPermittedSubclasses()));
        assertThat(EVENTS.stream()
                        .map(event ->
                                "event-" + EventJson.of(event, Instant.now()).get("event")))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(documented.definitions().stream()
                        .filter(name -> name.startsWith("event-"))
                        .toList());
    }

    /** Each definition is a table under a heading that names it; those of a command or an event share one. */
    @Test
    void thePageNamesTheSameFields() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "json.md"));
        Set<String> onThePage = new TreeSet<>();
        String definition = "";
        for (String line : page.lines().toList()) {
            if (line.startsWith("#")) {
                definition = line.replaceAll(".*\\(`([a-z-]+)`\\)$|.*", "$1");
            } else if (line.startsWith("| `") && !definition.isEmpty()) {
                String[] cells = line.split("\\|");
                boolean shared = definition.equals("command") || definition.equals("event");
                List<String> owners = shared ? words(cells[1]) : List.of(definition);
                for (String owner : owners) {
                    String name = shared ? definition + "-" + owner : owner;
                    words(cells[shared ? 2 : 1]).forEach(field -> onThePage.add(name + "." + field));
                }
            }
        }

        assertThat(onThePage)
                .isEqualTo(documented.definitions().stream()
                        .flatMap(name -> documented
                                .fields(name)
                                .filter(field -> !inEveryOther(name, field))
                                .map(field -> name + "." + field))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The constants that tell kinds apart, and a report that only comes with an error. */
    private boolean inEveryOther(String name, String field) {
        JsonNode definition = documented.definition(name);
        boolean constant =
                name.contains("-") && definition.path("properties").path(field).has("const");
        boolean withError = name.startsWith("command-")
                && field.equals("report")
                && definition.path("then").path("required").valueStream().noneMatch(each -> each.asString()
                        .equals("report"))
                && !name.equals("command-apply");
        return constant || withError;
    }

    private static List<String> words(String cell) {
        return Stream.of(cell.split(","))
                .map(word -> word.strip().replace("`", ""))
                .filter(word -> !word.isEmpty() && !word.equals("–"))
                .toList();
    }
}
